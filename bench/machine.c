// A virtual machine with a switch in a loop: jump tables, word loads.
#include <stdio.h>
#include <stdlib.h>

enum { PUSH, ADD, SUB, MUL, LOAD, STORE, LESS, JUMP, JUMP_FALSE, HALT };
// sum = 0; for (i = 0; i < n; i++) sum = sum + i * i - i;
static int code[] = {PUSH, 0, STORE, 0, PUSH, 0, STORE, 1, LOAD, 1, LOAD, 2, LESS, JUMP_FALSE, 35, LOAD, 0, LOAD,
                     1, LOAD, 1, MUL, ADD, LOAD, 1, SUB, STORE, 0, LOAD, 1, PUSH, 1, ADD, JUMP, 37, HALT, 0, STORE, 1, JUMP, 8};

static int run(int n) {
    int stack[32], variables[4] = {0, 0, n, 0}, *top = stack;
    for (const int *pc = code;;) {
        switch (*pc++) {
        case PUSH: *top++ = *pc++; break;
        case ADD: top--, top[-1] += *top; break;
        case SUB: top--, top[-1] -= *top; break;
        case MUL: top--, top[-1] = (int)((unsigned)top[-1] * (unsigned)*top); break;
        case LOAD: *top++ = variables[*pc++]; break;
        case STORE: variables[*pc++] = *--top; break;
        case LESS: top--, top[-1] = top[-1] < *top; break;
        case JUMP: pc = code + *pc; break;
        case JUMP_FALSE: pc = *--top ? pc + 1 : code + *pc; break;
        case HALT: return variables[0];
        }
        variables[0] = (int)((unsigned)variables[0] & 0xffffff);
    }
}

int main(int argc, char **argv) {
    printf("%d\n", run(argc > 1 ? atoi(argv[1]) : 20000));
    return 0;
}
