#include <stdio.h>
int main(void) {
    int choice;
    switch (choice) { // !branch
    case 3: puts("three"); break;
    case 500: puts("many"); break;
    }
    return 0;
}
