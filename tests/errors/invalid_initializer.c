struct S { int a, b; };
int main(void) {
    int array[3] = 5;
    struct S s = 1;
    int x = {1, 2};
    char text[2] = "long";
    int *p = {1, 2};
    int y = "text";
    return array[0] + s.a + x + text[0] + y + *p;
}
