int main(void) {
    return unknown(5);
}
