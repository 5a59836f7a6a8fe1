#include <stdlib.h>
int main(void) {
    int status;
    exit(status & 3); // !argument
}
