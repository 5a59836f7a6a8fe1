// A field of a structure from malloc is never set.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct account {
    int number;
    int *balance;
};

static struct account *open_account(int number) {
    struct account *account = malloc(sizeof *account);
    account->number = number;
    return account;
}

static void dirty_heap(void) {
    char *block = malloc(sizeof(struct account));
    memset(block, 0x55, sizeof(struct account));
    free(block);
}

int main(void) {
    dirty_heap();
    struct account *account = open_account(7);
    *account->balance += 100;
    printf("%d\n", *account->balance);
    return 0;
}
