// calls: what the kernel owes a program at the edges: results and errors, buffers that lie across pages, memory that
// is given back and taken again; the end of the program's own file.
#include <stdio.h>

#include "../../../lib/syscall.h"

enum { LSEEK = 4019, END = 2 };
enum { OPEN = 4005, CLOSE = 4006, READ = 4003, WRITE = 4004, BRK = 4045, PAGE = 4096 };

static unsigned char space[4 * PAGE];

static unsigned sum(const unsigned char *bytes, int size) {
    unsigned result = 0;
    for (int i = 0; i < size; i++)
        result = result * 31 + bytes[i];
    return result;
}

// Its size is no multiple of 4.
static void own_image(void) {
    int file = __syscall(OPEN, "/proc/self/exe", 0, 0);
    int size = 0;
    for (int got; (got = __syscall(READ, file, space, PAGE)) > 0;)
        size += got;
    int end = __syscall(LSEEK, file, 0, END);
    int before = __syscall(LSEEK, file, -3, END);
    int rest = __syscall(READ, file, space, PAGE);
    printf("image: %d read, end at %d, 3 before it at %d, %d left\n", size, end, before, rest);
    __syscall(CLOSE, file);
}

int main(int argc, char **argv) {
    unsigned char *page = (unsigned char *)(((unsigned)space + PAGE - 1) / PAGE * PAGE);
    printf("%d %d %d\n", __syscall(OPEN, "no such file", 0, 0), __syscall(CLOSE, 77), __syscall(READ, 77, page, 1));
    printf("%d %d\n", __syscall(WRITE, 1, (void *)0x7ffffff0, 4), argc);

    int file = __syscall(OPEN, argv[0], 0, 0);
    int got = __syscall(READ, file, page + PAGE - 100, 2000);
    printf("%d bytes, %u, then %u\n", got, sum(page + PAGE - 100, 2000), sum(page + PAGE + 1900, 100));
    __syscall(CLOSE, file);
    for (int i = 0; i < 200; i++)
        page[PAGE - 100 + i] = (unsigned char)('a' + i % 26);
    page[PAGE + 99] = '\n';
    __syscall(WRITE, 1, page + PAGE - 100, 200);

    unsigned end = ((unsigned)__syscall(BRK, 0) + PAGE - 1) / PAGE * PAGE;
    for (int round = 0; round < 3; round++) {
        unsigned char *heap = (unsigned char *)end;
        if ((unsigned)__syscall(BRK, end + 4 * PAGE) != end + 4 * PAGE)
            return 1;
        printf("fresh memory: %u\n", sum(heap, 4 * PAGE));
        for (int i = 0; i < 4 * PAGE; i++)
            heap[i] = 7;
        __syscall(BRK, end);
    }
    own_image();
    return 0;
}
