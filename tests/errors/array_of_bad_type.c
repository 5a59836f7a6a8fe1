void a[3];
int f[2](void);
struct Unknown s[2];
int g(void)[3];
int h(void)(int);
int main(void) { return 0; }
