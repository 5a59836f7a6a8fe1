// An interpreter of a tiny language with a 16-bit machine written in it.
#include <stdio.h>
#include <string.h>
static const char hello[] = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++.";
static const char squares[] = "++++[>+++++<-]>[<+++++>-]+<+[>[>+>+<<-]++>>[<<+>>-]>>>[-]++>[-]+>>>+[[-]++++++>>>]<<<[[<++++++++<++>>-]+<.<[>----<-]<]<<[>>>>>[>>>[-]+++++++++<[>-<-]+++++++++>[-[<->-]+[<<<]]<]>+<<<<<<]<<-]";
static void run(const char *code) {
    static unsigned char tape[3000];
    static short jump[1000];
    short stack[50], depth = 0;
    for (int i = 0; code[i]; i++) {
        if (code[i] == '[') stack[depth++] = i;
        else if (code[i] == ']') jump[i] = stack[--depth], jump[stack[depth]] = i;
    }
    memset(tape, 0, sizeof tape);
    unsigned char *p = tape + 500;
    long steps = 0;
    for (int i = 0; code[i] && steps < 60000; i++, steps++)
        switch (code[i]) {
        case '>': p++; break;
        case '<': p--; break;
        case '+': ++*p; break;
        case '-': --*p; break;
        case '.': putchar(*p); break;
        case '[': if (!*p) i = jump[i]; break;
        case ']': if (*p) i = jump[i]; break;
        }
    printf("(%ld)\n", steps);
}
int main(void) {
    run(hello);
    run(squares);
    return 0;
}
