// The header that declares what is called is named.
int main(void) {
    puts("x");
    assert(toupper('x') == 'X');
    put("x");
    return 0;
}
