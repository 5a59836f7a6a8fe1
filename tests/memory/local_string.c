#include <stdio.h>
int main(void) {
    char text[3] = "abc";
    printf("%s\n", text); // !read
    return 0;
}
