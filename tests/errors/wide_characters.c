int main(void) {
    const char *s = "äöü"; return undeclared_after_umlauts;
}
