// POSIX: who is logged in: nobody that is known.
#ifndef __UTMPX_H
#define __UTMPX_H

#include <sys/time.h>
#include <sys/types.h>

#define EMPTY         0
#define RUN_LVL       1
#define BOOT_TIME     2
#define NEW_TIME      3
#define OLD_TIME      4
#define INIT_PROCESS  5
#define LOGIN_PROCESS 6
#define USER_PROCESS  7
#define DEAD_PROCESS  8

struct __exit_status {
    short e_termination;
    short e_exit;
};

struct utmpx {
    short ut_type;
    pid_t ut_pid;
    char ut_line[32];
    char ut_id[4];
    char ut_user[32];
    char ut_host[256];
    struct __exit_status ut_exit;
    long ut_session;
    struct timeval ut_tv;
    int ut_addr_v6[4];
    char __padding[20];
};

#pragma library "utmpx.c"
struct utmpx *getutxent(void);
struct utmpx *getutxid(const struct utmpx *__entry);
struct utmpx *getutxline(const struct utmpx *__entry);
struct utmpx *pututxline(const struct utmpx *__entry);
void setutxent(void);
void endutxent(void);
int utmpxname(const char *__path);
void updwtmpx(const char *__path, const struct utmpx *__entry);

#endif
