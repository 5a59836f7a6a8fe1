int main(void) {
label:
    int x = 1;
    return x;
}
