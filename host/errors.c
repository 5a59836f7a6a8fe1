// Error numbers: Linux/MIPS's and the host's.
#include "errors.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "../core/environment.h"

struct pair {
    int host;
    uint32_t mips;
};

// Error numbers that a file call can give. Linux has the same up to 34 everywhere, but a host need
// not be Linux.
static const struct pair errors[] = {
    {EPERM, 1},        {ENOENT, 2},    {ESRCH, 3},    {EINTR, 4},      {EIO, 5},
    {ENXIO, 6},        {E2BIG, 7},     {EBADF, 9},    {EAGAIN, 11},    {ENOMEM, 12},
    {EACCES, 13},      {EFAULT, 14},   {EBUSY, 16},   {EEXIST, 17},    {EXDEV, 18},
    {ENODEV, 19},      {ENOTDIR, 20},  {EISDIR, 21},  {EINVAL, 22},    {ENFILE, 23},
    {EMFILE, 24},      {ENOTTY, 25},   {ETXTBSY, 26}, {EFBIG, 27},     {ENOSPC, 28},
    {ESPIPE, 29},      {EROFS, 30},    {EMLINK, 31},  {EPIPE, 32},     {ENAMETOOLONG, 78},
    {EOVERFLOW, 79},   {ENOSYS, 89},   {ELOOP, 90},   {ENOTEMPTY, 93}, {ECONNRESET, 131},
    {ESTALE, 151},     {EDQUOT, 1133},
#ifdef ENOTCAPABLE // of WASI: EACCES
    {ENOTCAPABLE, 13},
#endif
};

int32_t error_of_host(void) {
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        if (errors[i].host == errno)
            return -(int32_t)errors[i].mips;
    }
    return -ERROR_IO;
}

const char *environment_error_text(int32_t error) {
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        if ((int32_t)errors[i].mips == -error)
            return strerror(errors[i].host);
    }
    return strerror(-error);
}
