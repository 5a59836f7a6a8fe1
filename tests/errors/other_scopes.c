// Declarations of the same object in scopes that have been left, or are hidden: C11 6.2.2, 6.2.7.

int f(int (*)[]);
void in_f(void) {
    int f(int (*)[2]);
}
int f(int (*)[3]);

extern int a[];
void in_a(void) {
    extern int a[10];
}
extern int a[5];

typedef int (*unknown)[];
typedef int (*five)[5];
typedef int (*ten)[10];
extern unknown b[];
void in_b(void) {
    extern five b[];
}
unknown b[] = {0};
extern ten b[];

static int v = 3;
void in_v(void) {
    int v = 4;
    {
        extern int v;
        v++;
    }
    v++;
}

void in_t(void) {
    extern int t;
    long u();
}
void of_t(void) {
    t(0);
    u();
}

void in_g(void) {
    void g(void);
}
void g(n)
int n;
{
}

int h(int (*)[]);
void in_h(void) {
    int h(int (*)[2]);
}
int h(n)
int (*n)[3];
{
    return (*n)[0];
}

int one[];
void in_one(void) {
    extern int one[1]; // is good
}

int two[];
void in_two(void) {
    extern int two[2];
}

extern int plain;
_Thread_local int plain;
extern _Thread_local int local;
int local;
extern _Thread_local int both;
_Thread_local int both;
int *address = &both;

static int internal(void) {
    return 0;
}
int internal(void) __attribute__((weak));
static int internal_variable __attribute__((weak));

typedef int same;
typedef same same_too;
typedef int same_too; // is good
typedef int type[];
typedef int type[2];
typedef void function();
typedef void function(int);
