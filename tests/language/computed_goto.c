// Labels as values: an interpreter with a static table, addresses in automatic variables, arithmetic on them.
#include <stdio.h>

enum { PUSH, ADD, MULTIPLY, DUPLICATE, PRINT, JUMP_IF, HALT };

static void interpret(const int *code) {
    static const void *const table[] = {&&push, &&add, &&multiply, &&duplicate, &&print, &&jump_if, &&halt};
    int stack[16], *top = stack;
    const int *pc = code;
#define NEXT goto *table[*pc++]
    NEXT;
push: *top++ = *pc++; NEXT;
add: top--; top[-1] += *top; NEXT;
multiply: top--; top[-1] *= *top; NEXT;
duplicate: *top = top[-1]; top++; NEXT;
print: printf("%d\n", top[-1]); NEXT;
jump_if: pc = *--top != 0 ? code + *pc : pc + 1; NEXT;
halt:;
}

static int relative(int n) {
    static const int offsets[] = {&&zero - &&zero, &&one - &&zero, &&two - &&zero};
    goto *(&&zero + offsets[n]);
zero: return 100;
one: return 101;
two: return 102;
}

static int states(const char *text) {
    void *state = &&outside;
    int words = 0;
    for (; *text != 0; text++) {
        goto *state;
    outside:
        if (*text == ' ')
            continue;
        words++;
        state = &&inside;
        continue;
    inside:
        if (*text == ' ')
            state = &&outside;
    }
    return words;
}

int main(void) {
    static const int code[] = {PUSH, 3, DUPLICATE, PRINT, PUSH, -1, ADD, DUPLICATE, DUPLICATE, MULTIPLY,
                               PRINT, JUMP_IF, 15, PUSH, 0, HALT};
    interpret(code);
    static const int loop[] = {PUSH, 5, PRINT, PUSH, -1, ADD, DUPLICATE, JUMP_IF, 2, HALT};
    interpret(loop);
    printf("%d %d %d\n", relative(0), relative(1), relative(2));
    printf("%d\n", states("  four words  are here "));
    return 0;
}
