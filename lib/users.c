// libcstar: users and groups, of which there is one each.
#include <errno.h>
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

// ---- the same in memory of the caller ----

// Appends a text to the memory, where `*to` points to it then. 0: there is no room.
static int put(char **to, const char *text, char **memory, size_t *size) {
    size_t length = strlen(text) + 1;
    if (length > *size) {
        return 0;
    }
    *to = memcpy(*memory, text, length);
    *memory += length;
    *size -= length;
    return 1;
}

static int copy_user(const struct passwd *from, struct passwd *to, char *memory, size_t size,
                     struct passwd **found) {
    *found = NULL;
    if (from == NULL) {
        return 0;
    }
    *to = *from;
    if (!put(&to->pw_name, from->pw_name, &memory, &size) ||
        !put(&to->pw_passwd, from->pw_passwd, &memory, &size) ||
        !put(&to->pw_gecos, from->pw_gecos, &memory, &size) ||
        !put(&to->pw_dir, from->pw_dir, &memory, &size) ||
        !put(&to->pw_shell, from->pw_shell, &memory, &size)) {
        return ERANGE;
    }
    *found = to;
    return 0;
}

int getpwuid_r(uid_t number, struct passwd *to, char *memory, size_t size, struct passwd **found) {
    return copy_user(getpwuid(number), to, memory, size, found);
}

int getpwnam_r(const char *wanted, struct passwd *to, char *memory, size_t size,
               struct passwd **found) {
    return copy_user(getpwnam(wanted), to, memory, size, found);
}

static int copy_group(const struct group *from, struct group *to, char *memory, size_t size,
                      struct group **found) {
    *found = NULL;
    if (from == NULL) {
        return 0;
    }
    *to = *from;
    if (!put(&to->gr_name, from->gr_name, &memory, &size) ||
        !put(&to->gr_passwd, from->gr_passwd, &memory, &size)) {
        return ERANGE;
    }
    *found = to;
    return 0;
}

int getgrgid_r(gid_t number, struct group *to, char *memory, size_t size, struct group **found) {
    return copy_group(getgrgid(number), to, memory, size, found);
}

int getgrnam_r(const char *wanted, struct group *to, char *memory, size_t size,
               struct group **found) {
    return copy_group(getgrnam(wanted), to, memory, size, found);
}

// ---- one after the other ----

static int users_told, groups_told;

struct passwd *getpwent(void) {
    return users_told++ == 0 ? user() : NULL;
}

void setpwent(void) {
    users_told = 0;
}

void endpwent(void) {
    users_told = 0;
}

struct group *getgrent(void) {
    return groups_told++ == 0 ? group() : NULL;
}

void setgrent(void) {
    groups_told = 0;
}

void endgrent(void) {
    groups_told = 0;
}

// ---- groups of users ----

int getgrouplist(const char *wanted, gid_t number, gid_t *groups, int *count) {
    int room = *count;
    (void)wanted;
    *count = 1;
    if (room < 1) {
        return -1;
    }
    groups[0] = number;
    return 1;
}

int setgroups(size_t count, const gid_t *groups) {
    (void)count, (void)groups;
    errno = EPERM;
    return -1;
}

int initgroups(const char *wanted, gid_t number) {
    (void)wanted, (void)number;
    errno = EPERM;
    return -1;
}
