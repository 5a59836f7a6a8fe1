// _Atomic: C11 6.7.2.4, 6.7.3. What is atomic is a type of its own.
typedef int array[3];
typedef int function(void);
typedef const int constant;
typedef _Atomic int atomic;
struct two {
    char a[2];
};
struct three {
    char a[3];
};

_Atomic(array) e1;
_Atomic array e2;
_Atomic(function) e3;
_Atomic function e4;
_Atomic(constant) e5;
_Atomic(atomic) e6;
_Atomic atomic good;
_Atomic constant also_good;

struct bits {
    _Atomic int f : 3;
    atomic g : 2;
};

int plain;
_Atomic int *p1 = &plain;
int *p2 = &good;
const _Atomic int *p3 = &good;

void parameter(_Atomic int);
void parameter(int);

_Static_assert(_Alignof(_Atomic struct two) == 2 && _Alignof(struct two) == 1, "as an integer");
_Static_assert(_Alignof(_Atomic struct three) == 1, "not as one");
_Static_assert(_Generic(&good, _Atomic int *: 1, int *: 0), "different");
_Static_assert(_Generic(good, int: 1, default: 0), "a value");

_Atomic struct two record;

int f(_Atomic int a[3], int b[_Atomic 3], int *q1, _Atomic int *q2, void *v) {
    struct two copy = record; // is good
    record = copy;
    record.a[0] = 1;
    good++;
    good += q1 == q2;
    v = q2;
    q2 = v;
    q1 = q2;
    v = 1 ? q1 : q2;
    __builtin_add_overflow(1, 2, &good);
    int *_Atomic r = q1; // is good
    r++;
    return a[1] + b[1] + (q1 - q2);
}
