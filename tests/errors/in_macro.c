#define ADD(a, b) ((a) + (b))
#define BAD undeclared_in_macro
int main(void) {
    int x = ADD(1, missing_here);
    return BAD;
}
