// mixter debug: gdb at this terminal, connected to a program, with all files that it asks for in a
// folder of its own as long as the session lasts.
#define _GNU_SOURCE
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../core/kernel/supervise.h"
#include "../../core/starc/library.h"

enum { PATH_BYTES = 4096 };

struct session {
    struct settings *settings;
    char folder[PATH_BYTES / 2];
    char socket[PATH_BYTES];
    const char *gdb;
    pid_t process; // 0: not started, or at its end
    int input;     // of gdb
};

// ---- the folder ----

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    remove(path);
    return 0;
}

static bool make_folder(struct session *session) {
    const char *where = getenv("TMPDIR");
    if (where == NULL || where[0] == 0)
        where = "/tmp";
    snprintf(session->folder, sizeof session->folder, "%s/mixter-debug-XXXXXX", where);
    if (mkdtemp(session->folder) == NULL) {
        fprintf(stderr, "mixter debug: %s: %s\n", session->folder, strerror(errno));
        return false;
    }
    snprintf(session->socket, sizeof session->socket, "%s/socket", session->folder);
    return true;
}

static bool write_file(const char *path, const void *bytes, size_t size, mode_t mode) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (file < 0)
        return false;
    bool is_written = write(file, bytes, size) == (ssize_t)size;
    return close(file) == 0 && is_written;
}

// The sources of libcstar, under the names that debugging information has for them: <stdio.c>.
static void write_sources(const struct session *session) {
    char path[PATH_BYTES];
    for (uint32_t i = 0; i < library_count; i++) {
        const struct library_file *file = &library_files[i];
        int length = snprintf(path, sizeof path, "%s/<%s>", session->folder, file->name);
        for (char *slash = path + strlen(session->folder) + 1; (slash = strchr(slash, '/')) != NULL;
             slash++) {
            *slash = 0;
            mkdir(path, 0700);
            *slash = '/';
        }
        if (length < (int)sizeof path)
            write_file(path, file->text, file->size, 0400);
    }
}

static const char *keep_file(void *state, const char *name, const void *bytes, size_t size) {
    const struct session *session = state;
    const char *slash = strrchr(name, '/');
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", session->folder, slash != NULL ? slash + 1 : name);
    char *kept = write_file(path, bytes, size, 0500) ? strdup(path) : NULL;
    return kept != NULL ? kept : name;
}

// ---- gdb ----

static bool is_in_path(const char *name) {
    const char *path = getenv("PATH");
    char file[PATH_BYTES];
    if (strchr(name, '/') != NULL)
        return access(name, X_OK) == 0;
    while (path != NULL && *path != 0) {
        int length = (int)strcspn(path, ":");
        snprintf(file, sizeof file, "%.*s/%s", length, path, name);
        if (access(file, X_OK) == 0)
            return true;
        path += length + (path[length] != 0);
    }
    return false;
}

static const char *find_gdb(void) {
    static const char *const names[] = {"gdb-multiarch", "mipsel-linux-gnu-gdb", NULL};
    const char *chosen = getenv("MIXTER_GDB");
    if (chosen != NULL && chosen[0] != 0) {
        if (is_in_path(chosen))
            return chosen;
        fprintf(stderr, "mixter debug: MIXTER_GDB: %s: %s\n", chosen, strerror(ENOENT));
        return NULL;
    }
    for (int i = 0; names[i] != NULL; i++) {
        if (is_in_path(names[i]))
            return names[i];
    }
    fprintf(stderr, "mixter debug: gdb for MIPS is not there: install the package gdb-multiarch\n");
    return NULL;
}

static void execute(const struct session *session) {
    char target[PATH_BYTES + 32], sources[PATH_BYTES];
    const char *arguments[32];
    int count = 0;
    snprintf(target, sizeof target, "target remote %s", session->socket);
    snprintf(sources, sizeof sources, "directory %s", session->folder);
    const char *const head[] = {session->gdb, "-q",
                                "-iex",       "set debuginfod enabled off",
                                "-iex",       "set sysroot",
                                "-iex",       "set confirm off",
                                "-iex",       "set schedule-multiple on",
                                "-iex",       sources,
                                "-ex",        target};
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        arguments[count++] = head[i];
    if (session->settings->replay == NULL) {
        arguments[count++] = "-ex";
        arguments[count++] = "tbreak main";
        arguments[count++] = "-ex";
        arguments[count++] = "continue";
    }
    arguments[count] = NULL;
    if (session->input >= 0)
        dup2(session->input, 0);
    signal(SIGINT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    execvp(session->gdb, (char **)(uintptr_t)arguments);
    fprintf(stderr, "mixter debug: %s: %s\n", session->gdb, strerror(errno));
    _exit(STATUS_NOT_FOUND);
}

static void wake(int number) { // accept returns
    (void)number;
}

static bool launch(void *state) {
    struct session *session = state;
    struct sigaction action = {.sa_handler = wake};
    sigemptyset(&action.sa_mask);
    sigaction(SIGCHLD, &action, NULL);
    session->process = fork();
    if (session->process == 0)
        execute(session);
    if (session->process > 0)
        return true;
    fprintf(stderr, "mixter debug: %s\n", strerror(errno));
    session->process = 0;
    return false;
}

static bool is_alive(void *state) {
    struct session *session = state;
    if (session->process != 0 && waitpid(session->process, NULL, WNOHANG) == session->process)
        session->process = 0;
    return session->process != 0;
}

static bool connect_gdb(struct debugger *debugger, const struct settings *settings,
                        struct mixter_options *options, void *state) {
    const struct debugger_launch how = {launch, is_alive, state};
    return debugger_connect(debugger, settings, options, &how);
}

static uint32_t serve(struct debugger *debugger, void *state) {
    (void)state;
    return debugger_serve(debugger);
}

uint32_t environment_debug_here(struct settings *settings, uint32_t depth) {
    struct session session = {.settings = settings, .gdb = find_gdb(), .input = -1};
    const struct debugger_front front = {connect_gdb, serve, keep_file, true, &session};
    if (session.gdb == NULL)
        return STATUS_NOT_FOUND;
    if (!make_folder(&session))
        return STATUS_USAGE;
    write_sources(&session);
    // Input that is no terminal is the program's, and gdb's is the terminal.
    if (isatty(0) == 0)
        session.input = open("/dev/tty", O_RDONLY | O_CLOEXEC);
    settings->gdb = session.socket;
    settings->quiet = true;
    signal(SIGINT, SIG_IGN); // it is for gdb, which then asks us
    uint32_t status = debugger_run(settings, depth, &front);
    if (session.process != 0)
        while (waitpid(session.process, NULL, 0) < 0 && errno == EINTR)
            continue;
    nftw(session.folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    return status;
}
