#define _GNU_SOURCE
#include "remote.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../core/command_line.h"
#include "../../core/environment.h"
#include "activity.h"
#include "serve.h"

enum { TICK = 50, INTERVAL_MOST = 1000, PATIENCE = 1000 }; // milliseconds

// ---- which one ----

static bool is_library(const char *path) {
    size_t length = strlen(path);
    return length > 3 && strcmp(path + length - 3, ".so") == 0;
}

// An adapter is beside this program, or where it is installed: engine-NAME.so.
static bool find_adapter(const char *name, char *path, size_t size) {
    static const char *const folders[] = {"", "/../lib/mixter"};
    char own[PATH_MAX] = "";
    if (name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0' ||
        readlink("/proc/self/exe", own, sizeof own - 1) <= 0)
        return false;
    *strrchr(own, '/') = '\0';
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        if ((size_t)snprintf(path, size, "%s%s/engine-%s.so", own, folders[i], name) < size &&
            access(path, F_OK) == 0)
            return true;
    }
    return false;
}

void remote_path(const char *given, char *path, size_t size) {
    char *absolute = is_library(given) ? realpath(given, NULL) : NULL;
    snprintf(path, size, "%s", absolute != NULL ? absolute : given);
    free(absolute);
}

// ---- its process ----

static void use(int handle, int number) {
    if (handle < 0 || dup2(handle, number) < 0)
        _exit(127);
}

// What an engine prints goes to standard error; it has no input. Its group is ended with it.
static _Noreturn void be_engine(const char *given, int handle, pid_t parent) {
    char path[PATH_MAX];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    setpgid(0, 0);
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (is_library(given) || find_adapter(given, path, sizeof path)) {
        use(open("/dev/null", O_RDONLY), 0);
        use(2, 1);
        // A path without / would be searched for elsewhere.
        if (is_library(given))
            snprintf(path, sizeof path, "%s%s", strchr(given, '/') == NULL ? "./" : "", given);
        serve_library(path, handle);
    }
    size_t size = strlen(given) + sizeof "exec ";
    char *command = malloc(size);
    use(handle, 0);
    use(handle, 1);
    if (command != NULL) {
        snprintf(command, size, "exec %s", given);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    }
    _exit(127);
}

static bool start_process(struct remote *remote) {
    int ends[2];
    pid_t parent = getpid();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    fflush(NULL);
    remote->process = fork();
    if (remote->process == 0) {
        close(ends[0]);
        be_engine(remote->given, ends[1], parent);
    }
    close(ends[1]);
    setpgid(remote->process,
            remote->process); // here and there: it has to be done before it is needed
    remote->handle = ends[0];
    remote->received = 0;
    remote->cause[0] = '\0';
    if (remote->process > 0)
        return true;
    close(ends[0]);
    remote->process = 0;
    return false;
}

// Ends it with all that it has started. Its exit status, as waitpid has it.
static int end_process(struct remote *remote) {
    int status = 0;
    kill(-remote->process, SIGKILL);
    close(remote->handle);
    waitpid(remote->process, &status, 0);
    remote->process = 0;
    return status;
}

void remote_end(struct remote *remote) {
    if (remote->process > 0)
        end_process(remote);
}

// ---- why it answers no more ----

__attribute__((format(printf, 2, 3))) static bool give_up(struct remote *remote, const char *format,
                                                          ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(remote->cause, sizeof remote->cause, format, arguments);
    va_end(arguments);
    remote_end(remote);
    return false;
}

// It has closed the socket: waits for its end, but not long.
static bool note_death(struct remote *remote) {
    siginfo_t info = {.si_pid = 0};
    for (int i = 0; i < PATIENCE / TICK && info.si_pid == 0; i++) {
        if (i > 0)
            nanosleep(&(struct timespec){0, TICK * 1000000}, NULL);
        waitid(P_PID, (id_t)remote->process, &info, WEXITED | WNOWAIT | WNOHANG);
    }
    int status = end_process(remote);
    if (info.si_pid == 0)
        snprintf(remote->cause, sizeof remote->cause, "closed its end of the pipe");
    else if (WIFSIGNALED(status))
        snprintf(remote->cause, sizeof remote->cause, "died of SIG%s",
                 sigabbrev_np(WTERMSIG(status)));
    else
        snprintf(remote->cause, sizeof remote->cause, "ended with status %d", WEXITSTATUS(status));
    return false;
}

// ---- lines ----

// How often to look whether it has had its time: that costs a bit.
static int interval_of(uint32_t timeout) {
    uint32_t interval = timeout / 8;
    return (int)(interval < TICK ? TICK : interval > INTERVAL_MOST ? INTERVAL_MOST : interval);
}

// Waits for something to read. The time is that which its processes take, from the first look on,
// so that it does not matter what else the machine does; one that waits for nothing gets as much by
// the clock.
static bool await(struct remote *remote) {
    struct pollfd ready = {.fd = remote->handle, .events = POLLIN};
    int interval = interval_of(remote->timeout);
    uint32_t since = environment_milliseconds();
    uint64_t last = UINT64_MAX, spent = 0;
    for (;;) {
        int count = poll(&ready, 1, interval);
        if (count > 0)
            return true;
        if (count < 0 && errno != EINTR)
            return give_up(remote, "cannot be heard: %s", strerror(errno));
        struct activity activity = activity_of(remote->process);
        uint32_t now = environment_milliseconds();
        if (activity.time > last)
            spent += activity.time - last;
        if (activity.time != last || activity.is_busy)
            since = now;
        last = activity.time;
        remote->hangs = spent > remote->timeout || now - since > remote->timeout;
        if (remote->hangs)
            return give_up(remote, "has not answered in %u.%03u s",
                           (unsigned)(remote->timeout / 1000), (unsigned)(remote->timeout % 1000));
    }
}

static bool receive(struct remote *remote) {
    for (;;) {
        char *end = memchr(remote->rest, '\n', remote->received);
        if (end != NULL) {
            size_t length = (size_t)(end - remote->rest);
            memcpy(remote->line, remote->rest, length);
            remote->line[length] = '\0';
            remote->received -= length + 1;
            memmove(remote->rest, end + 1, remote->received);
            return true;
        }
        if (remote->received == sizeof remote->rest)
            return give_up(remote, "has answered a line that does not end");
        if (!await(remote))
            return false;
        ssize_t count = recv(remote->handle, remote->rest + remote->received,
                             sizeof remote->rest - remote->received, 0);
        if (count <= 0)
            return note_death(remote);
        remote->received += (size_t)count;
    }
}

static bool send_line(struct remote *remote, const char *line, size_t length) {
    while (length > 0) {
        ssize_t count = send(remote->handle, line, length, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return note_death(remote);
        line += count;
        length -= (size_t)count;
    }
    return true;
}

// Sends a request, a line of this length with room for its end. Returns what follows "ok" in the
// answer, or NULL.
static const char *ask(struct remote *remote, char *request, size_t length) {
    if (remote->process <= 0)
        return NULL;
    request[length] = '\n';
    if (!send_line(remote, request, length + 1) || !receive(remote))
        return NULL;
    request[length < 40 ? length : 40] = '\0';
    const char *answer = remote->line;
    if (strcmp(answer, "ok") == 0)
        return answer + 2;
    if (strncmp(answer, "ok ", 3) == 0)
        return answer + 3;
    if (strncmp(answer, "no", 2) == 0)
        give_up(remote, "refused '%s': %.60s", request, answer + 2 + strspn(answer + 2, " "));
    else
        give_up(remote, "answered '%s' with '%.60s'", request, answer);
    return NULL;
}

static bool is_nonsense(struct remote *remote, const char *request) {
    return give_up(remote, "answered '%s' with '%.60s'", request, remote->line);
}

// ---- the greeting ----

static bool read_greeting(struct remote *remote) {
    const char *at = remote->line;
    size_t size = strlen(PROTOCOL_GREETING);
    if (strncmp(at, "no ", 3) == 0)
        return give_up(remote, "%.*s", REMOTE_CAUSE - 1, at + 3);
    if (strncmp(at, PROTOCOL_GREETING, size) != 0)
        return give_up(remote, "its first line is not '" PROTOCOL_GREETING "NAME ...', but '%.60s'",
                       at);
    at += size;
    size = strcspn(at, " ");
    snprintf(remote->name, sizeof remote->name, "%.*s", (int)size, at);
    remote->capabilities = 0;
    for (at += size; *(at += strspn(at, " ")) != '\0'; at += size) {
        size = strcspn(at, " ");
        uint32_t capability = protocol_capability(at, size);
        if (capability == 0)
            return give_up(remote, "it declares '%.*s', which is no capability", (int)size, at);
        remote->capabilities |= capability;
    }
    return size > 0 || give_up(remote, "it has no name");
}

bool remote_start_again(struct remote *remote) {
    if (!start_process(remote))
        return give_up(remote, "cannot be started: %s", strerror(errno));
    return receive(remote) && read_greeting(remote);
}

bool remote_start(struct remote *remote, const char *given, uint32_t timeout,
                  struct failure *failure) {
    memset(remote, 0, sizeof *remote);
    remote->given = given;
    remote->timeout = timeout;
    return remote_start_again(remote) ||
           failure_set(failure, STATUS_USAGE, "%s: %s", given, remote->cause);
}

// ---- requests ----

bool remote_map(struct remote *remote, uint32_t address, uint32_t size, uint32_t permissions) {
    char request[64];
    int length =
        sprintf(request, "map %x %x %x", (unsigned)address, (unsigned)size, (unsigned)permissions);
    return ask(remote, request, (size_t)length) != NULL;
}

bool remote_write(struct remote *remote, uint32_t address, const void *bytes, size_t size) {
    char request[PROTOCOL_LINE];
    int length = sprintf(request, "write %x ", (unsigned)address);
    return ask(remote, request, protocol_put_bytes(request, (size_t)length, bytes, size)) != NULL;
}

bool remote_read(struct remote *remote, uint32_t address, void *bytes, size_t size) {
    char request[64];
    int length = sprintf(request, "read %x %x", (unsigned)address, (unsigned)size);
    const char *at = ask(remote, request, (size_t)length);
    if (at == NULL)
        return false;
    return (protocol_bytes(&at, bytes, size) && *at == '\0') || is_nonsense(remote, "read");
}

bool remote_set(struct remote *remote, const uint32_t *context) {
    char request[PROTOCOL_LINE];
    size_t length = (size_t)sprintf(request, "set");
    return ask(remote, request, protocol_put_context(request, length, context)) != NULL;
}

bool remote_get(struct remote *remote, uint32_t *context) {
    char request[8] = "get";
    const char *at = ask(remote, request, 3);
    return at != NULL && (protocol_context(&at, context) || is_nonsense(remote, "get"));
}

bool remote_run(struct remote *remote, uint64_t budget, struct mixter_engine_stop *stop) {
    char request[64];
    uint64_t address = 0;
    int length = sprintf(request, "run %llx", (unsigned long long)budget);
    const char *at = ask(remote, request, (size_t)length);
    if (at == NULL)
        return false;
    *stop = (struct mixter_engine_stop){.retired = MIXTER_ENGINE_NOT_TOLD};
    size_t size = strcspn(at, " ");
    for (uint32_t reason = 1; reason < PROTOCOL_REASONS; reason++) {
        if (strlen(protocol_reasons[reason]) == size &&
            memcmp(protocol_reasons[reason], at, size) == 0)
            stop->reason = reason;
    }
    at += size + strspn(at + size, " ");
    if (stop->reason == 0 || (*at != '\0' && !protocol_number(&at, UINT32_MAX, &address)) ||
        (*at != '\0' && !protocol_number(&at, UINT64_MAX, &stop->retired)) || *at != '\0')
        return is_nonsense(remote, "run");
    stop->address = (uint32_t)address;
    return true;
}

bool remote_run_steps(struct remote *remote, uint64_t count, struct mixter_engine_stop *stop) {
    uint64_t done = 0, told = 1;
    *stop = (struct mixter_engine_stop){.reason = MIXTER_ENGINE_STOP_BUDGET};
    while (done < count && told > 0 && stop->reason == MIXTER_ENGINE_STOP_BUDGET) {
        if (!remote_run(remote, 1, stop))
            return false;
        told = stop->retired != MIXTER_ENGINE_NOT_TOLD ? stop->retired
                                                       : stop->reason == MIXTER_ENGINE_STOP_BUDGET;
        done += told;
    }
    stop->retired = done;
    return true;
}

// An engine that refuses is not asked again.
bool remote_written(struct remote *remote, uint32_t pages[REMOTE_PAGES], uint32_t *count) {
    char request[] = "written\n";
    *count = 0;
    if (remote->process <= 0)
        return false;
    if (remote->has_no_list)
        return true;
    if (!send_line(remote, request, strlen(request)) || !receive(remote))
        return false;
    const char *at = remote->line;
    remote->has_no_list = strncmp(at, "no", 2) == 0;
    if (remote->has_no_list)
        return true;
    if (strncmp(at, "ok", 2) != 0)
        return is_nonsense(remote, "written");
    for (at += 2 + strspn(at + 2, " "); *at != '\0';) {
        uint64_t page;
        if (*count == REMOTE_PAGES || !protocol_number(&at, UINT32_MAX, &page) ||
            page % PROTOCOL_PAGE != 0)
            return is_nonsense(remote, "written");
        pages[(*count)++] = (uint32_t)page;
    }
    return true;
}
