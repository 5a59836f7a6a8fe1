int main(void) {
    int value = 1;
    int value = 2;
    return value;
}
