// Code that is written over while it runs: li $v0, 1 becomes li $v0, 2. For gcc -z execstack.
extern int cacheflush(void *address, int bytes, int cache);

int run(unsigned *code) {
    int (*get)(void) = (int (*)(void))code;
    int first = get();
    code[0] = 0x24020002;
    cacheflush(code, 16, 3);
    return 10 * first + get();
}

int main(void) {
    unsigned code[4] = {0x24020001, 0x03e00008, 0, 0};
    cacheflush(code, 16, 3);
    return run(code);
}
