// main without a return statement returns 0.
#include <stdio.h>
int main() {
    printf("falls off the end\n");
}
