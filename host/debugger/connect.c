// --gdb: the connection to a debugger.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "../../core/kernel/supervise.h"
#include "debugger.h"
#include "session.h"

static int listen_at_port(const struct settings *settings, unsigned long port) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    int yes = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, 1) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &size) != 0) {
        debugger_refuse(settings, settings->gdb, strerror(errno));
        return -1;
    }
    fprintf(stderr, "%s: waiting for gdb: target remote localhost:%u\n", settings->command,
            (unsigned)ntohs(address.sin_port));
    return listener;
}

// A path that is there already may be a socket that nobody uses any more.
static int listen_at_path(const struct settings *settings) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat status;
    if (strlen(settings->gdb) >= sizeof address.sun_path) {
        debugger_refuse(settings, settings->gdb, strerror(ENAMETOOLONG));
        return -1;
    }
    strcpy(address.sun_path, settings->gdb);
    if (lstat(settings->gdb, &status) == 0 && S_ISSOCK(status.st_mode))
        unlink(settings->gdb);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, 1) != 0) {
        debugger_refuse(settings, settings->gdb, strerror(errno));
        return -1;
    }
    if (!settings->quiet)
        fprintf(stderr, "%s: waiting for gdb: target remote %s\n", settings->command,
                settings->gdb);
    return listener;
}

// Reads PORT, :PORT or localhost:PORT; anything else is the path of a socket.
static bool is_port(const char *where, unsigned long *port) {
    const char *number = where;
    char *end;
    if (strncmp(number, "localhost:", 10) == 0)
        number += 10;
    else if (number[0] == ':')
        number++;
    *port = strtoul(number, &end, 10);
    return number != where || (number[0] >= '0' && number[0] <= '9' && *end == 0);
}

static int start_listening(const struct settings *settings) {
    unsigned long port;
    if (!is_port(settings->gdb, &port))
        return listen_at_path(settings);
    const char *number = strrchr(settings->gdb, ':');
    number = number != NULL ? number + 1 : settings->gdb;
    if (number[0] >= '0' && number[0] <= '9' && number[strspn(number, "0123456789")] == 0 &&
        port <= 65535)
        return listen_at_port(settings, port);
    debugger_refuse(settings, settings->gdb, "a port is a number from 0 to 65535");
    return -1;
}

// ---- standard input and output: output of the program is shown by gdb, and it has no input ----

static int64_t read_nothing(void *state, uint64_t position, void *bytes, size_t size) {
    (void)state, (void)position, (void)bytes, (void)size;
    return 0;
}

static int64_t write_to_console(void *state, uint64_t position, const void *bytes, size_t size) {
    struct debugger *debugger = state;
    (void)position;
    if (debugger->is_console)
        debugger_say(debugger, bytes, size);
    return (int64_t)size;
}

static bool connect_standard(struct debugger *debugger, struct mixter_options *options) {
    int in = fcntl(0, F_DUPFD_CLOEXEC, 3), out = fcntl(1, F_DUPFD_CLOEXEC, 3);
    wire_start(&debugger->wire, in, out);
    debugger->is_console = true;
    options->streams[0].read = read_nothing;
    options->streams[1].write = options->streams[2].write = write_to_console;
    for (int i = 0; i < 3; i++)
        options->streams[i].state = debugger;
    return in >= 0 && out >= 0;
}

static bool look(struct debugger *debugger) {
    return wire_look(&debugger->wire);
}

bool debugger_connect(struct debugger *debugger, const struct settings *settings,
                      struct mixter_options *options, const struct debugger_launch *launch) {
    debugger->look = look;
    if (strcmp(settings->gdb, "-") == 0)
        return connect_standard(debugger, options);
    int listener = start_listening(settings), connection = -1;
    if (listener < 0)
        return false;
    bool is_expected = launch == NULL || launch->start(launch->state);
    while (connection < 0 && is_expected) {
        connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (connection < 0 && errno != EINTR) {
            debugger_refuse(settings, settings->gdb, strerror(errno));
            break;
        }
        is_expected = launch == NULL || launch->is_alive(launch->state);
    }
    close(listener);
    if (strchr(settings->gdb, '/') != NULL)
        unlink(settings->gdb);
    wire_start(&debugger->wire, connection, connection);
    return connection >= 0;
}

// ---- whoever connects ----

static bool await_connection(struct debugger *debugger, const struct settings *settings,
                             struct mixter_options *options, void *state) {
    (void)state;
    return debugger_connect(debugger, settings, options, NULL);
}

static uint32_t serve(struct debugger *debugger, void *state) {
    (void)state;
    return debugger_serve(debugger);
}

uint32_t environment_debug(struct settings *settings, uint32_t depth) {
    const struct debugger_front front = {.connect = await_connection, .serve = serve};
    return debugger_run(settings, depth, &front);
}
