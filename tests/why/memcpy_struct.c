// A pointer that was null in the original is null in the copy.
#include <stdio.h>
#include <string.h>

struct user {
    char name[12];
    const char *city;
    int age;
};

static struct user make(const char *name, int age) {
    struct user user = {.age = age};
    strcpy(user.name, name);
    return user;
}

static struct user users[4];

int main(void) {
    struct user one = make("Ada", 36);
    memcpy(&users[2], &one, sizeof one);
    printf("%s\n", users[2].name);
    printf("%d\n", (int)strlen(users[2].city));
    return 0;
}
