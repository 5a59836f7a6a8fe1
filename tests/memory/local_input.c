#include <unistd.h>
int main(void) {
    char line[10];
    return read(0, line, 20) < 0; // !write
}
