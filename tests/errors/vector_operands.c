typedef int v4si __attribute__((vector_size(16)));
typedef unsigned v4ui __attribute__((vector_size(16)));
typedef int v2si __attribute__((vector_size(8)));
typedef float v4sf __attribute__((vector_size(16)));
v4ui u;
v4si a, b;
v2si w;
v4sf f;
long long l;
double d;
char c;
int *p;

int main(void) {
    a = w;
    a = u;
    a = 1;
    a = a + w;
    a = a + l;
    a = a + 1.5;
    a = a + p;
    f = f % f;
    f = ~f;
    f = f << 1;
    f = f + d;
    a = a + f;
    a += c;
    return 0;
}
