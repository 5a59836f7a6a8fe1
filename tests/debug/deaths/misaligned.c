int main(void) {
    char bytes[8] = {0};
    int *p = (int *)(bytes + 1);
    *p = 5;
    return bytes[1];
}
