// spawn.h: nothing is started, which is told; what the attributes are is kept.
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char *arguments[] = {"true", NULL};
    pid_t process = -2, group;
    short flags;
    int policy;
    sigset_t set, got;
    struct sched_param parameter = {7}, priority;
    printf("%d", posix_spawn_file_actions_init(&actions));
    printf("%d", posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 0, 0));
    printf("%d", posix_spawn_file_actions_adddup2(&actions, 1, 2));
    printf("%d ", posix_spawn_file_actions_addclose(&actions, 0));
    printf("%d", posix_spawn_file_actions_addclose(&actions, -1) == EBADF);
    printf("%d\n", posix_spawn_file_actions_adddup2(&actions, 1, -1) == EBADF);
    printf("%d ", posix_spawnattr_init(&attributes));
    posix_spawnattr_getflags(&attributes, &flags);
    posix_spawnattr_getpgroup(&attributes, &group);
    printf("%d %d ", flags, (int)group);
    printf("%d", posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP));
    printf("%d ", posix_spawnattr_setflags(&attributes, 0x4000) == EINVAL);
    posix_spawnattr_setpgroup(&attributes, 5);
    posix_spawnattr_getflags(&attributes, &flags);
    posix_spawnattr_getpgroup(&attributes, &group);
    printf("%d %d\n", flags, (int)group);
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    posix_spawnattr_setsigmask(&attributes, &set);
    posix_spawnattr_getsigmask(&attributes, &got);
    printf("%d%d", sigismember(&got, SIGINT), sigismember(&got, SIGTERM));
    posix_spawnattr_getsigdefault(&attributes, &got);
    printf("%d", sigismember(&got, SIGINT));
    posix_spawnattr_setsigdefault(&attributes, &set);
    posix_spawnattr_getsigdefault(&attributes, &got);
    printf("%d ", sigismember(&got, SIGINT));
    printf("%d", posix_spawnattr_setschedpolicy(&attributes, SCHED_RR));
    printf("%d", posix_spawnattr_setschedpolicy(&attributes, 77) == EINVAL);
    posix_spawnattr_getschedpolicy(&attributes, &policy);
    posix_spawnattr_setschedparam(&attributes, &parameter);
    posix_spawnattr_getschedparam(&attributes, &priority);
    printf(" %d %d\n", policy == SCHED_RR, priority.sched_priority);
    printf("%s ",
           strerror(posix_spawn(&process, "/bin/true", &actions, &attributes, arguments, NULL)));
    printf("%s ", strerror(posix_spawnp(&process, "true", NULL, NULL, arguments, NULL)));
    printf("%d %d%d\n", (int)process, posix_spawnattr_destroy(&attributes),
           posix_spawn_file_actions_destroy(&actions));
    return 0;
}
