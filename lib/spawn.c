// libcstar: there is one process. Attributes of others are kept, as what a program may ask for.
#include <errno.h>
#include <spawn.h>
#include <string.h>

int posix_spawn(pid_t *restrict process, const char *restrict path,
                const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *restrict attributes, char *const *arguments,
                char *const *variables) {
    (void)process, (void)path, (void)actions, (void)attributes, (void)arguments, (void)variables;
    return ENOSYS;
}

int posix_spawnp(pid_t *restrict process, const char *restrict file,
                 const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *restrict attributes, char *const *arguments,
                 char *const *variables) {
    return posix_spawn(process, file, actions, attributes, arguments, variables);
}

static int add(posix_spawn_file_actions_t *actions, int descriptor) {
    if (descriptor < 0) {
        return EBADF;
    }
    actions->__count++;
    return 0;
}

int posix_spawn_file_actions_init(posix_spawn_file_actions_t *actions) {
    actions->__count = 0;
    return 0;
}

int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *actions) {
    return posix_spawn_file_actions_init(actions);
}

int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *restrict actions, int descriptor,
                                     const char *restrict path, int flags, mode_t mode) {
    (void)path, (void)flags, (void)mode;
    return add(actions, descriptor);
}

int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *actions, int descriptor) {
    return add(actions, descriptor);
}

int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions, int descriptor, int new) {
    return new < 0 ? EBADF : add(actions, descriptor);
}

int posix_spawnattr_init(posix_spawnattr_t *attributes) {
    memset(attributes, 0, sizeof *attributes);
    return 0;
}

int posix_spawnattr_destroy(posix_spawnattr_t *attributes) {
    (void)attributes;
    return 0;
}

int posix_spawnattr_setflags(posix_spawnattr_t *attributes, short flags) {
    if (flags & ~(2 * POSIX_SPAWN_SETSCHEDULER - 1)) {
        return EINVAL;
    }
    attributes->__flags = flags;
    return 0;
}

int posix_spawnattr_setschedpolicy(posix_spawnattr_t *attributes, int policy) {
    if (policy < SCHED_OTHER || policy > SCHED_RR) {
        return EINVAL;
    }
    attributes->__policy = policy;
    return 0;
}

int posix_spawnattr_setpgroup(posix_spawnattr_t *attributes, pid_t group) {
    attributes->__group = group;
    return 0;
}

int posix_spawnattr_getflags(const posix_spawnattr_t *restrict attributes, short *restrict flags) {
    *flags = attributes->__flags;
    return 0;
}

int posix_spawnattr_getschedpolicy(const posix_spawnattr_t *restrict attributes,
                                   int *restrict policy) {
    *policy = attributes->__policy;
    return 0;
}

int posix_spawnattr_getpgroup(const posix_spawnattr_t *restrict attributes, pid_t *restrict group) {
    *group = attributes->__group;
    return 0;
}

int posix_spawnattr_getsigdefault(const posix_spawnattr_t *restrict attributes,
                                  sigset_t *restrict set) {
    *set = attributes->__default;
    return 0;
}

int posix_spawnattr_setsigdefault(posix_spawnattr_t *restrict attributes,
                                  const sigset_t *restrict set) {
    attributes->__default = *set;
    return 0;
}

int posix_spawnattr_getsigmask(const posix_spawnattr_t *restrict attributes,
                               sigset_t *restrict set) {
    *set = attributes->__mask;
    return 0;
}

int posix_spawnattr_setsigmask(posix_spawnattr_t *restrict attributes,
                               const sigset_t *restrict set) {
    attributes->__mask = *set;
    return 0;
}

int posix_spawnattr_getschedparam(const posix_spawnattr_t *restrict attributes,
                                  struct sched_param *restrict parameter) {
    *parameter = attributes->__parameter;
    return 0;
}

int posix_spawnattr_setschedparam(posix_spawnattr_t *restrict attributes,
                                  const struct sched_param *restrict parameter) {
    attributes->__parameter = *parameter;
    return 0;
}
