static void f(char *p) { *p = 1; }
int main(void) {
    const char *text = "x";
    char *p = text;
    f(text);
    return *p;
}
