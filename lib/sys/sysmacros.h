// GNU: numbers of devices, as Linux's calls have them.
#ifndef __SYS_SYSMACROS_H
#define __SYS_SYSMACROS_H

#define major(device) ((unsigned int)(device) >> 8 & 0xfff)
#define minor(device) (((unsigned int)(device)&0xff) | ((unsigned int)(device) >> 12 & 0xfff00))
#define makedev(major, minor)                                                                      \
    ((unsigned long)(((unsigned int)(minor)&0xff) | ((unsigned int)(major)&0xfff) << 8 |           \
                     ((unsigned int)(minor)&0xfff00) << 12))

#define gnu_dev_major(device)         major(device)
#define gnu_dev_minor(device)         minor(device)
#define gnu_dev_makedev(major, minor) makedev(major, minor)

#endif
