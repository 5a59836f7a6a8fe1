static int *kept;
static void keep(void) {
    int here = 1;
    kept = &here;
}
int main(void) {
    keep();
    *kept = 2; // !write
    return 0;
}
