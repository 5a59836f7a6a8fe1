// What gcc rejects, too.
int add(int a, int b);
int add(a) int a; { return a; }
int scale(int a, char *b);
int scale(a, b) int a; int *b; { return a + *b; }
int narrow(int a);
int narrow(a) char a; { return a; }
int restrict number;
typedef int wide __attribute__((aligned(8)));
 wide widest[3];
int between[static 3];
int gone(void) __attribute__((unavailable("use add")));
[[nodiscard()]] int empty(void);
int function(void) {
    __label__ here, here;
    for (typedef int t; ; )
        break;
    for (static int i = 0; i < 3; i++)
        ;
    register int inner(void);
    (&function)[0];
    gone();
here:
    goto here;
}
int main(void) { return 0; }
