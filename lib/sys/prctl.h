// Linux: properties of a process: its name.
#ifndef __SYS_PRCTL_H
#define __SYS_PRCTL_H

#define PR_SET_PDEATHSIG 1
#define PR_GET_DUMPABLE  3
#define PR_SET_DUMPABLE  4
#define PR_SET_NAME      15
#define PR_GET_NAME      16

#pragma library "prctl.c"
int prctl(int __option, ...);

#endif
