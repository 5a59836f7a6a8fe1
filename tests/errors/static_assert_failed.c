_Static_assert(1 == 2, "one is not two");
int main(void) {
    _Static_assert(sizeof(int) == 8, "int is small");
    return 0;
}
