// libcstar: terminals.
#include <errno.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include "syscall.h"

static int checked(int result) {
    if (result >= 0) {
        return result;
    }
    errno = -result;
    return -1;
}

int tcgetattr(int descriptor, struct termios *to) {
    return checked(__syscall(__NR_ioctl, descriptor, TCGETS, to));
}

int tcsetattr(int descriptor, int when, const struct termios *from) {
    return checked(__syscall(__NR_ioctl, descriptor, when, from));
}

int tcflush(int descriptor, int queues) {
    return checked(__syscall(__NR_ioctl, descriptor, TCFLSH, queues));
}

int tcdrain(int descriptor) {
    return checked(__syscall(__NR_ioctl, descriptor, TCSBRK, 1));
}

int tcflow(int descriptor, int action) {
    return checked(__syscall(__NR_ioctl, descriptor, TCXONC, action));
}

int tcsendbreak(int descriptor, int duration) {
    return checked(__syscall(__NR_ioctl, descriptor, duration <= 0 ? TCSBRK : TCSBRKP,
                             duration <= 0 ? 0 : (duration + 99) / 100));
}

// The only session.
pid_t tcgetsid(int descriptor) {
    return isatty(descriptor) ? getsid(0) : -1;
}

void cfmakeraw(struct termios *terminal) {
    terminal->c_iflag &=
        ~(unsigned)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
    terminal->c_oflag &= ~(unsigned)OPOST;
    terminal->c_lflag &= ~(unsigned)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    terminal->c_cflag = (terminal->c_cflag & ~(unsigned)(CSIZE | PARENB)) | CS8;
}

// Input has no speed of its own.
enum { SPEED = B230400 | B38400 };

speed_t cfgetospeed(const struct termios *terminal) {
    return terminal->c_cflag & SPEED;
}

speed_t cfgetispeed(const struct termios *terminal) {
    return cfgetospeed(terminal);
}

int cfsetospeed(struct termios *terminal, speed_t speed) {
    if ((speed & ~(unsigned)SPEED) != 0) {
        errno = EINVAL;
        return -1;
    }
    terminal->c_cflag = (terminal->c_cflag & ~(unsigned)SPEED) | speed;
    return 0;
}

int cfsetispeed(struct termios *terminal, speed_t speed) {
    return speed == B0 ? 0 : cfsetospeed(terminal, speed);
}

int cfsetspeed(struct termios *terminal, speed_t speed) {
    return cfsetospeed(terminal, speed);
}

int ioctl(int descriptor, unsigned long request, ...) {
    __builtin_va_list arguments;
    __builtin_va_start(arguments, request);
    void *argument = __builtin_va_arg(arguments, void *);
    __builtin_va_end(arguments);
    return checked(__syscall(__NR_ioctl, descriptor, request, argument));
}
