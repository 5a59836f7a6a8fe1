int main(void) {
    int table[16] = {0};
    int i;
    return table[i & 15]; // !address
}
