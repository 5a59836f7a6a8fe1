// libcstar: what Linux does for administrators: not served, but how many processors there are.
#include <errno.h>
#include <sys/mount.h>
#include <sys/sysinfo.h>

static int unserved(void) {
    errno = ENOSYS;
    return -1;
}

int mount(const char *source, const char *path, const char *type, unsigned long flags,
          const void *data) {
    (void)source, (void)path, (void)type, (void)flags, (void)data;
    return unserved();
}

int umount(const char *path) {
    (void)path;
    return unserved();
}

int umount2(const char *path, int flags) {
    (void)path, (void)flags;
    return unserved();
}

int sysinfo(struct sysinfo *to) {
    (void)to;
    return unserved();
}

int get_nprocs(void) {
    return 1;
}

int get_nprocs_conf(void) {
    return 1;
}
