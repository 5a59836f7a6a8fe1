// Linux: what the machine has.
#ifndef __SYS_SYSINFO_H
#define __SYS_SYSINFO_H

struct sysinfo {
    long uptime;
    unsigned long loads[3];
    unsigned long totalram;
    unsigned long freeram;
    unsigned long sharedram;
    unsigned long bufferram;
    unsigned long totalswap;
    unsigned long freeswap;
    unsigned short procs;
    unsigned short pad;
    unsigned long totalhigh;
    unsigned long freehigh;
    unsigned int mem_unit;
    char __padding[8];
};

#pragma library "mount.c"
int sysinfo(struct sysinfo *__to);
int get_nprocs(void);
int get_nprocs_conf(void);

#endif
