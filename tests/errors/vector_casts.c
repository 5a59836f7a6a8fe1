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
    if (a)
        return 1;
    a = !a;
    a = a && b;
    c = (char)a;
    d = (double)w;
    a = (v4si)w;
    a = (v4si)d;
    (a + b)[1] = 2;
    a.elements = 1;
    a["x"];
    return a;
}
