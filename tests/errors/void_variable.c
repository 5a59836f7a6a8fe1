void x;
static int f(void v) { return 0; }
int main(void) {
    void y;
    return 0;
}
