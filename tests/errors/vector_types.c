typedef int v4si __attribute__((vector_size(16)));
typedef unsigned v4ui __attribute__((vector_size(16)));
typedef int v2si __attribute__((vector_size(8)));
typedef float v4sf __attribute__((vector_size(16)));
typedef int bad1 __attribute__((vector_size(6)));
typedef int bad2 __attribute__((vector_size(12)));
typedef int bad3 __attribute__((vector_size(0)));
struct s { int a; };
typedef struct s bad4 __attribute__((vector_size(16)));
v4si a, b = {1, 2, 3, 4, 5};
v4ui u;
v2si w;
v4sf f;
long long l;
double d;
char c;
int *p;
v4si g = a + b;

int main(void) {
    return 0;
}
