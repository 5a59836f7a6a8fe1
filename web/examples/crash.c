#include <stdio.h>

struct account {
    const char *owner;
    int balance;
};

static struct account *find(struct account *accounts, int count, const char *owner) {
    for (int i = 0; i < count; i++) {
        if (accounts[i].owner == owner)
            return &accounts[i];
    }
    return NULL;
}

static void pay(struct account *account, int amount) {
    account->balance += amount;
}

int main(void) {
    const char *ada = "Ada";
    struct account accounts[2] = {{ada, 10}, {"Grace", 20}};
    pay(find(accounts, 2, ada), 5);
    printf("Ada has %d\n", accounts[0].balance);
    pay(find(accounts, 2, "Alan"), 5);
    printf("never reached\n");
    return 0;
}
