#include <unistd.h>
int main(void) {
    char line[8];
    line[0] = 'a';
    line[1] = '\n';
    return write(1, line, 3) != 3; // !memory
}
