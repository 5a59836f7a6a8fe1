// libcstar: priorities. The only process and thread has no rival: what is set is kept, and changes
// nothing.
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static int niceness;

static int refuse(int error) {
    errno = error;
    return -1;
}

static int is_own(int process) {
    return process == 0 || process == getpid();
}

// Of the process, its group (which it leads) or its user.
static int check_who(int kind, id_t who) {
    if (kind < PRIO_PROCESS || kind > PRIO_USER) {
        return EINVAL;
    }
    if (kind == PRIO_USER) {
        return who == 0 || (uid_t)who == getuid() ? 0 : ESRCH;
    }
    return is_own(who) ? 0 : ESRCH;
}

int getpriority(int kind, id_t who) {
    int wrong = check_who(kind, who);
    return wrong != 0 ? refuse(wrong) : niceness;
}

// Nobody gets a higher priority than the one that it has.
int setpriority(int kind, id_t who, int value) {
    int wrong = check_who(kind, who);
    if (wrong != 0) {
        return refuse(wrong);
    }
    value = value < -20 ? -20 : value > 19 ? 19 : value;
    if (value < niceness) {
        return refuse(EACCES);
    }
    niceness = value;
    return 0;
}

int nice(int change) {
    int value = change < -40 ? -40 : change > 40 ? 40 : change;
    if (setpriority(PRIO_PROCESS, 0, niceness + value) != 0) {
        return refuse(EPERM);
    }
    return niceness;
}

// ---- policies ----

int sched_yield(void) {
    return 0;
}

static int has_priorities(int policy) {
    return policy == SCHED_FIFO || policy == SCHED_RR;
}

static int is_policy(int policy) {
    return policy == SCHED_OTHER || policy == SCHED_BATCH || policy == SCHED_IDLE ||
           has_priorities(policy);
}

int sched_get_priority_max(int policy) {
    return !is_policy(policy) ? refuse(EINVAL) : has_priorities(policy) ? 99 : 0;
}

int sched_get_priority_min(int policy) {
    return !is_policy(policy) ? refuse(EINVAL) : has_priorities(policy);
}

static int policy_now;

int sched_getscheduler(pid_t process) {
    return process < 0 ? refuse(EINVAL) : is_own(process) ? policy_now : refuse(ESRCH);
}

int sched_setscheduler(pid_t process, int policy, const struct sched_param *parameters) {
    if (process < 0 || parameters == NULL || !is_policy(policy) ||
        parameters->sched_priority < has_priorities(policy) ||
        parameters->sched_priority > (has_priorities(policy) ? 99 : 0)) {
        return refuse(EINVAL);
    }
    if (!is_own(process)) {
        return refuse(ESRCH);
    }
    if (has_priorities(policy)) {
        return refuse(EPERM);
    }
    int before = policy_now;
    policy_now = policy;
    return before;
}

int sched_getparam(pid_t process, struct sched_param *to) {
    if (process < 0 || to == NULL) {
        return refuse(EINVAL);
    }
    if (!is_own(process)) {
        return refuse(ESRCH);
    }
    to->sched_priority = 0;
    return 0;
}

int sched_setparam(pid_t process, const struct sched_param *parameters) {
    if (parameters == NULL) {
        return refuse(EINVAL);
    }
    int result = sched_setscheduler(process, policy_now, parameters);
    return result < 0 ? -1 : 0;
}

// Nobody's time is up.
int sched_rr_get_interval(pid_t process, struct timespec *to) {
    if (process < 0) {
        return refuse(EINVAL);
    }
    if (!is_own(process)) {
        return refuse(ESRCH);
    }
    *to = (struct timespec){0, 4000000};
    return 0;
}

// ---- processors ----

int sched_getaffinity(pid_t process, size_t size, cpu_set_t *to) {
    if (size < sizeof(long) || size % sizeof(long) != 0) {
        return refuse(EINVAL);
    }
    if (!is_own(process)) {
        return refuse(ESRCH);
    }
    memset(to, 0, size);
    CPU_SET(0, to);
    return 0;
}

int sched_setaffinity(pid_t process, size_t size, const cpu_set_t *from) {
    if (!is_own(process)) {
        return refuse(ESRCH);
    }
    return size >= sizeof(long) && CPU_ISSET(0, from) ? 0 : refuse(EINVAL);
}

int sched_getcpu(void) {
    return 0;
}

int __cpu_count(const cpu_set_t *set) {
    int count = 0;
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        count += CPU_ISSET(cpu, set);
    }
    return count;
}
