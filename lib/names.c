// libcstar: who and where one is, in words: the user, the terminal, the machine.
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/utsname.h>
#include <unistd.h>
#include "syscall.h"

enum { NAME_SIZE = 256, ENTROPY_MOST = 256 };

static int refuse(int error) {
    errno = error;
    return -1;
}

// ---- the user ----

int getlogin_r(char *name, size_t size) {
    const struct passwd *user = getpwuid(getuid());
    if (strlen(user->pw_name) >= size) {
        return ERANGE;
    }
    strcpy(name, user->pw_name);
    return 0;
}

char *getlogin(void) {
    static char name[NAME_SIZE];
    return getlogin_r(name, sizeof name) == 0 ? name : NULL;
}

char *cuserid(char *name) {
    static char own[L_cuserid];
    return strcpy(name != NULL ? name : own, getlogin());
}

// ---- the terminal ----

int ttyname_r(int descriptor, char *name, size_t size) {
    char link[32], path[NAME_SIZE];
    if (!isatty(descriptor)) {
        return errno;
    }
    sprintf(link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) {
        return ENODEV;
    }
    path[length] = 0;
    if ((size_t)length >= size) {
        return ERANGE;
    }
    strcpy(name, path);
    return 0;
}

char *ttyname(int descriptor) {
    static char name[NAME_SIZE];
    int error = ttyname_r(descriptor, name, sizeof name);
    if (error != 0) {
        errno = error;
        return NULL;
    }
    return name;
}

char *ctermid(char *name) {
    static char own[L_ctermid];
    return strcpy(name != NULL ? name : own, "/dev/tty");
}

// The terminal without echo; without one, the standard input.
char *getpass(const char *prompt) {
    static char line[NAME_SIZE];
    fputs(prompt, stderr);
    fflush(stderr);
    if (fgets(line, sizeof line, stdin) == NULL) {
        return NULL;
    }
    line[strcspn(line, "\n")] = 0;
    return line;
}

// ---- the machine ----

int gethostname(char *name, size_t size) {
    struct utsname names;
    if (uname(&names) != 0) {
        return -1;
    }
    size_t length = strlen(names.nodename) + 1;
    memcpy(name, names.nodename, length < size ? length : size);
    return length > size ? refuse(ENAMETOOLONG) : 0;
}

int sethostname(const char *name, size_t size) {
    (void)name, (void)size;
    return refuse(EPERM);
}

int getdomainname(char *name, size_t size) {
    static const char none[] = "(none)";
    if (size < sizeof none) {
        return refuse(EINVAL);
    }
    strcpy(name, none);
    return 0;
}

// It has none of its own.
long gethostid(void) {
    return 0;
}

size_t confstr(int name, char *text, size_t size) {
    const char *value;
    switch (name) {
    case _CS_PATH: value = "/bin:/usr/bin"; break;
    case _CS_V6_WIDTH_RESTRICTED_ENVS:
    case _CS_V7_WIDTH_RESTRICTED_ENVS: value = "POSIX_V7_ILP32_OFF32"; break;
    default: errno = EINVAL; return 0;
    }
    size_t length = strlen(value) + 1;
    if (size != 0) {
        size_t part = length < size ? length : size;
        memcpy(text, value, part);
        text[part - 1] = 0;
    }
    return length;
}

// ---- random numbers ----

ssize_t getrandom(void *bytes, size_t size, unsigned flags) {
    if ((flags & ~(unsigned)(GRND_NONBLOCK | GRND_RANDOM | GRND_INSECURE)) != 0) {
        return refuse(EINVAL);
    }
    size_t done = 0;
    while (done < size) { // 256 of them come at most
        int got = __syscall(__NR_getrandom, (char *)bytes + done, size - done, flags);
        if (got <= 0) {
            return done > 0 ? (ssize_t)done : refuse(got == 0 ? EIO : -got);
        }
        done += (size_t)got;
    }
    return (ssize_t)done;
}

int getentropy(void *bytes, size_t size) {
    if (size > ENTROPY_MOST) {
        return refuse(EIO);
    }
    return getrandom(bytes, size, 0) < 0 ? -1 : 0;
}
