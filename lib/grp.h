// POSIX: groups. None is known but that of the program.
#ifndef __GRP_H
#define __GRP_H

#include <sys/types.h>

struct group {
    char *gr_name;
    char *gr_passwd;
    gid_t gr_gid;
    char **gr_mem;
};

#pragma library "users.c"
struct group *getgrgid(gid_t __group);
struct group *getgrnam(const char *__name);
int getgrgid_r(gid_t __group, struct group *__to, char *__memory, size_t __size,
               struct group **__found);
int getgrnam_r(const char *__name, struct group *__to, char *__memory, size_t __size,
               struct group **__found);
struct group *getgrent(void);
void setgrent(void);
void endgrent(void);
int getgrouplist(const char *__user, gid_t __group, gid_t *__groups, int *__count);
int setgroups(size_t __count, const gid_t *__groups);
int initgroups(const char *__user, gid_t __group);

#endif
