int main(void) { return one; }
