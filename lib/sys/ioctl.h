// Linux/MIPS: requests to devices. Only TCGETS is served.
#ifndef __SYS_IOCTL_H
#define __SYS_IOCTL_H

#define TCGETS     0x540d
#define TCSBRK     0x5405
#define TCXONC     0x5406
#define TCSBRKP    0x5486
#define TCFLSH     0x5407
#define TIOCGWINSZ 0x40087468
#define FIONREAD   0x467f

struct winsize {
    unsigned short ws_row;
    unsigned short ws_col;
    unsigned short ws_xpixel;
    unsigned short ws_ypixel;
};

#pragma library "termios.c"
int ioctl(int __descriptor, unsigned long __request, ...);

#endif
