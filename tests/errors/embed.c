int a[] = {
#embed "embed.c" prefix(1)
};
#elifdef X
#if __has_include
#endif
#if __has_builtin(3)
#endif
#ifdef X
#elifdef
#endif
[[nonsense]] int c;
[[clang::loop]] int d;
int main(void) {
    __label__ 3;
    return 0;
}
