// _Alignas may stand in the type name of a compound literal, but in no other.
int size = sizeof(_Alignas(8) long);
int alignment = _Alignof(_Alignas(8) long);
long value = (_Alignas(8) long)0;
long *less = &(_Alignas(1) long){0};
long *more = &(_Alignas(16) long){0}; // is good
int another = sizeof(_Alignas(16) long){0};

void f(void *p) {
    _Generic(1, int: 1, _Alignas(8) long: 2);
}

_Atomic(_Alignas(8) long) atomic;
_Alignas(_Alignas(8) long) long aligned;
