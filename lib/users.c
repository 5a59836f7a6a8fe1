// libcstar: users and groups, of which there is one each.
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char name[] = "user";

static struct passwd *user(void) {
    static struct passwd entry = {
        .pw_name = name, .pw_passwd = "x", .pw_gecos = "", .pw_shell = "/bin/sh"};
    char *home = getenv("HOME");
    entry.pw_uid = getuid();
    entry.pw_gid = getgid();
    entry.pw_dir = home != NULL ? home : "/";
    return &entry;
}

struct passwd *getpwuid(uid_t number) {
    return number == getuid() ? user() : NULL;
}

struct passwd *getpwnam(const char *wanted) {
    return strcmp(wanted, name) == 0 ? user() : NULL;
}

static struct group *group(void) {
    static char *no_members[] = {NULL};
    static struct group entry = {.gr_name = name, .gr_passwd = "x", .gr_mem = no_members};
    entry.gr_gid = getgid();
    return &entry;
}

struct group *getgrgid(gid_t number) {
    return number == getgid() ? group() : NULL;
}

struct group *getgrnam(const char *wanted) {
    return strcmp(wanted, name) == 0 ? group() : NULL;
}
