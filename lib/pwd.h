// POSIX: users. None is known but the one that runs the program.
#ifndef __PWD_H
#define __PWD_H

#include <sys/types.h>

struct passwd {
    char *pw_name;
    char *pw_passwd;
    uid_t pw_uid;
    gid_t pw_gid;
    char *pw_gecos;
    char *pw_dir;
    char *pw_shell;
};

#pragma library "users.c"
struct passwd *getpwuid(uid_t __user);
struct passwd *getpwnam(const char *__name);
int getpwuid_r(uid_t __user, struct passwd *__to, char *__memory, size_t __size,
               struct passwd **__found);
int getpwnam_r(const char *__name, struct passwd *__to, char *__memory, size_t __size,
               struct passwd **__found);
struct passwd *getpwent(void);
void setpwent(void);
void endpwent(void);

#endif
