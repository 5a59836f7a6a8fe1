// --gdb: from the settings of a command to a machine that a debugger is served.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/kernel/supervise.h"
#include "../../core/mipster/emulate.h"
#include "../guest_image.h"
#include "debugger.h"
#include "session.h"

enum { CHECKPOINT_BYTES = 256 << 20 };

static uint32_t refuse(const struct settings *settings, const char *what, const char *why) {
    fprintf(stderr, "%s: --gdb: %s%s%s\n", settings->command, what, why != NULL ? ": " : "",
            why != NULL ? why : "");
    return STATUS_USAGE;
}

// What the debugger does itself, or cannot be had with it. NULL: nothing of that was given.
static const char *find_conflict(const struct settings *settings) {
    return settings->guest_count != 1                 ? "one program at a time"
           : settings->observe.option != NULL         ? settings->observe.option
           : settings->max_instructions != UINT64_MAX ? "--max-insns"
           : settings->timeout != 0                   ? "--timeout"
           : settings->slice != 0                     ? "--slice"
           : settings->stats                          ? "--stats"
           : settings->digest                         ? "--digest"
           : settings->record != NULL                 ? "--record"
           : settings->status_file != NULL            ? "--status-file"
                                                      : NULL;
}

// ---- the connection ----

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
        refuse(settings, settings->gdb, strerror(errno));
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
        refuse(settings, settings->gdb, strerror(ENAMETOOLONG));
        return -1;
    }
    strcpy(address.sun_path, settings->gdb);
    if (lstat(settings->gdb, &status) == 0 && S_ISSOCK(status.st_mode))
        unlink(settings->gdb);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, 1) != 0) {
        refuse(settings, settings->gdb, strerror(errno));
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
    refuse(settings, settings->gdb, "a port is a number from 0 to 65535");
    return -1;
}

// Output of the program is shown by gdb then, and it has no input.
static bool connect_standard(struct debugger *debugger) {
    int in = fcntl(0, F_DUPFD_CLOEXEC, 3), out = fcntl(1, F_DUPFD_CLOEXEC, 3);
    wire_start(&debugger->wire, in, out);
    debugger->is_console = true;
    return in >= 0 && out >= 0;
}

static bool connect_debugger(struct debugger *debugger, const struct settings *settings,
                             const struct debugger_front *front) {
    if (strcmp(settings->gdb, "-") == 0)
        return connect_standard(debugger);
    int listener = start_listening(settings), connection = -1;
    if (listener < 0)
        return false;
    bool is_expected = front == NULL || front->launch(front->state);
    while (connection < 0 && is_expected) {
        connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (connection < 0 && errno != EINTR) {
            refuse(settings, settings->gdb, strerror(errno));
            break;
        }
        is_expected = front == NULL || front->is_alive(front->state);
    }
    close(listener);
    if (strchr(settings->gdb, '/') != NULL)
        unlink(settings->gdb);
    wire_start(&debugger->wire, connection, connection);
    return connection >= 0;
}

// ---- the machine ----

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

static void translate_settings(struct debugger *debugger, const struct settings *settings,
                               char *root, size_t root_size, struct mixter_options *options) {
    static const enum mixter_files files[] = {[FILES_ALL] = MIXTER_FILES_ALL,
                                              [FILES_NONE] = MIXTER_FILES_NONE,
                                              [FILES_READ] = MIXTER_FILES_READ,
                                              [FILES_BELOW] = MIXTER_FILES_BELOW};
    mixter_options_init(options);
    options->memory = (uint64_t)settings->frames * 4096;
    options->engine = settings->emulator == emulate            ? MIXTER_ENGINE_INTERPRETER
                      : settings->emulator == emulate_by_steps ? MIXTER_ENGINE_REFERENCE
                                                               : MIXTER_ENGINE_FASTEST;
    if (settings->isa_given)
        options->isa = settings->isa == ISA_MIPS32 ? MIXTER_ISA_MIPS32 : MIXTER_ISA_MIPSTER;
    options->files = files[settings->files];
    if (settings->files == FILES_BELOW) {
        snprintf(root, root_size, "/proc/self/fd/%d", (int)settings->root);
        options->root = root;
    }
    options->environment = (const char *const *)settings->environment.words;
    options->output_limit = settings->output_limit;
    options->input_limit = settings->input_limit;
    options->code_cache = settings->code_cache;
    options->host_time = 1;
    if (debugger->is_console) {
        options->streams[0].read = read_nothing;
        options->streams[1].write = options->streams[2].write = write_to_console;
        options->streams[0].state = options->streams[1].state = options->streams[2].state =
            debugger;
    }
}

static bool look(void *state) {
    struct debugger *debugger = state;
    return wire_look(&debugger->wire);
}

static enum mixter_error load(struct debugger *debugger, const struct settings *settings,
                              uint32_t depth, const struct image *image) {
    const struct guest *guest = &settings->guests[0];
    const char *const *arguments = (const char *const *)guest->argv;
    unsigned char *recording = NULL;
    enum mixter_error wrong;
    if (settings->replay != NULL) {
        uint32_t size;
        int32_t unread = file_read(settings->replay, &recording, &size);
        if (unread != 0) {
            refuse(settings, settings->replay, environment_error_text(unread));
            exit(STATUS_NOT_FOUND);
        }
        wrong = mixter_replay(debugger->machine, recording, size);
        free(recording);
    } else {
        wrong = mixter_record(debugger->machine);
    }
    if (wrong != MIXTER_OK)
        return wrong;
    return depth == 0 ? mixter_load_bytes(debugger->machine, image->bytes, image->size, guest->argc,
                                          arguments)
                      : mixter_load_tower(debugger->machine, depth, guest->argc, arguments);
}

// Up to where the program starts, whoever starts it.
static enum mixter_error start(struct debugger *debugger, uint32_t depth, uint32_t entry) {
    const struct history_options options = {CHECKPOINT_BYTES, look, debugger};
    int point;
    debugger->history = history_start(debugger->machine, &options);
    if (debugger->history == NULL)
        return MIXTER_ERROR_MEMORY;
    enum mixter_error wrong = resume_at(debugger, 0);
    if (wrong != MIXTER_OK || depth == 0)
        return wrong;
    wrong = history_break(debugger->history, debugger->inferiors[0].path, entry, &point);
    if (wrong == MIXTER_OK)
        wrong = resume(debugger, RESUME, 0, (struct range){0, 0});
    history_remove(debugger->history, point);
    debugger->stop.reason = debugger->has_ended ? debugger->stop.reason : MIXTER_STOP_BUDGET;
    return wrong;
}

static void name_files(struct debugger *debugger, const char *program, const struct image *image,
                       const struct debugger_front *front) {
    struct inferior *inferiors = debugger->inferiors;
    char *path = realpath(program, NULL);
    size_t length = strlen(program);
    bool is_source = length > 2 && strcmp(program + length - 2, ".c") == 0;
    if (is_source && path != NULL) // what was compiled is in no file
        path[strlen(path) - 2] = 0;
    inferiors[0].file = path != NULL ? path : program;
    inferiors[0].bytes = image->bytes;
    inferiors[0].size = image->size;
    for (uint32_t i = 1; i < debugger->inferior_count; i++) {
        inferiors[i].file = "/mixter/hypster";
        inferiors[i].bytes = guest_image;
        inferiors[i].size = guest_image_size;
    }
    for (uint32_t i = is_source ? 0 : 1; front != NULL && i < debugger->inferior_count && i < 2;
         i++)
        inferiors[i].file = front->keep_file(front->state, inferiors[i].file, inferiors[i].bytes,
                                             inferiors[i].size);
    for (uint32_t i = 2; i < debugger->inferior_count; i++)
        inferiors[i].file = inferiors[1].file;
}

// A recording that ends badly is shown at its end.
static enum mixter_error start_recording(struct debugger *debugger) {
    enum mixter_error wrong = resume(debugger, RESUME, 0, (struct range){0, 0});
    if (wrong != MIXTER_OK || debugger->stop.reason == MIXTER_STOP_SIGNAL)
        return wrong;
    return resume_at(debugger, 0);
}

static uint32_t serve(struct debugger *debugger, struct settings *settings, uint32_t depth,
                      const struct image *image, const struct debugger_front *front) {
    struct mixter_options options;
    char root[32];
    if (!connect_debugger(debugger, settings, front))
        return STATUS_USAGE;
    translate_settings(debugger, settings, root, sizeof root, &options);
    if (mixter_open(&options, &debugger->machine) != MIXTER_OK)
        return refuse(settings, mixter_open_message(), NULL);
    bool is_ready = inferiors_start(debugger, depth);
    name_files(debugger, settings->guests[0].argv[0], image, front);
    enum mixter_error wrong = load(debugger, settings, depth, image);
    if (wrong == MIXTER_OK && is_ready)
        wrong = start(debugger, depth, image->entry);
    if (wrong != MIXTER_OK || !is_ready)
        return refuse(settings,
                      wrong == MIXTER_ERROR_MEMORY ? "out of memory"
                                                   : mixter_message(debugger->machine),
                      NULL);
    auxiliary_read(debugger);
    if (settings->replay != NULL && front != NULL)
        start_recording(debugger);
    return debugger_serve(debugger);
}

uint32_t environment_debug(struct settings *settings, uint32_t depth) {
    return debugger_run(settings, depth, NULL);
}

uint32_t debugger_run(struct settings *settings, uint32_t depth,
                      const struct debugger_front *front) {
    struct debugger *debugger = calloc(1, sizeof *debugger);
    struct image image = {0};
    const char *conflict = find_conflict(settings);
    if (debugger == NULL)
        return refuse(settings, "out of memory", NULL);
    if (conflict != NULL)
        return refuse(settings, "not together with", conflict);
    uint32_t status = program_read(settings->loader, settings->guests[0].argv[0], &image);
    if (status == 0) {
        debugger->command = settings->command;
        debugger->resumed = (uint32_t)ALL_INFERIORS;
        status = serve(debugger, settings, depth, &image, front);
    }
    points_end(debugger);
    if (debugger->history != NULL)
        history_end(debugger->history);
    mixter_close(debugger->machine);
    text_free(&debugger->reply);
    text_free(&debugger->object);
    text_free(&debugger->auxiliary);
    inferiors_end(debugger);
    free(debugger);
    return status;
}
