#include <string.h>
int main(int argc, char **argv) {
    (void)argv;
    return (int)strlen((char *)'a' + argc - 1);
}
