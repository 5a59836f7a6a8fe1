int f(void);
int g = 5;
int h = g;
int k = f();
static int *p = &g + 1;
int array[] = {1, g};
int main(void) {
    static int s = g;
    return h + k + *p + array[0] + s;
}
