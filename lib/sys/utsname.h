// POSIX: the name of the machine.
#ifndef __SYS_UTSNAME_H
#define __SYS_UTSNAME_H

struct utsname {
    char sysname[65];
    char nodename[65];
    char release[65];
    char version[65];
    char machine[65];
    char domainname[65];
};

#pragma library "process.c"
int uname(struct utsname *__to);

#endif
