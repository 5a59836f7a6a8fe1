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

#endif
