// POSIX: terminals. A program can tell that one is there, not change it.
#ifndef __TERMIOS_H
#define __TERMIOS_H

typedef unsigned tcflag_t;
typedef unsigned char cc_t;
typedef unsigned speed_t;

#define NCCS 23

struct termios {
    tcflag_t c_iflag;
    tcflag_t c_oflag;
    tcflag_t c_cflag;
    tcflag_t c_lflag;
    cc_t c_line;
    cc_t c_cc[NCCS];
};

#define VINTR  0
#define VQUIT  1
#define VERASE 2
#define VKILL  3
#define VMIN   4
#define VTIME  5
#define VSTART 8
#define VSTOP  9
#define VSUSP  10
#define VEOL   16
#define VEOF   16

#define BRKINT 0000002
#define IGNPAR 0000004
#define INPCK  0000020
#define ISTRIP 0000040
#define INLCR  0000100
#define IGNCR  0000200
#define ICRNL  0000400
#define IXON   0002000
#define OPOST  0000001
#define CS8    0000060
#define ISIG   0000001
#define ICANON 0000002
#define ECHO   0000010
#define ECHOE  0000020
#define ECHOK  0000040
#define ECHONL 0000100
#define NOFLSH 0000200
#define IEXTEN 0000400

#define TCSANOW   0x540e
#define TCSADRAIN 0x540f
#define TCSAFLUSH 0x5410

#pragma library "termios.c"
int tcgetattr(int __descriptor, struct termios *__to);
int tcsetattr(int __descriptor, int __when, const struct termios *__from);

#endif
