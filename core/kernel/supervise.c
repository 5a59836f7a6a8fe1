// The life of a supervisor: load programs, create processes, run and serve them until they end.
// Several take turns.
#include "supervise.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../machine/machine.h"
#include "../progress.h"
#include "digest.h"
#include "recording.h"
#include "status.h"
#include "watch.h"

// How often deadline and signals are checked, in instructions: rarely where these take little time,
// since translated code is slower for some while after each break. The default turn of one of
// several guests.
enum { LOOK_SLICE = 0x400000, RARE_LOOK_SLICE = 0x4000000, DEFAULT_SLICE = 100000 };
enum { LATE_SIZE = 120 };

// Signals are handled here if nothing else does, and if cutting a run has no effect.
static bool notes_signals(const struct settings *settings) {
    return settings->driver.engine == settings->emulator && settings->driver.runner == NULL &&
           settings->observer == NULL && !environment_is_machine();
}

// Instructions between two checks of deadline and signals; 0: only exceptions are between them.
// A twin looks itself, between its slices.
static uint32_t look_slice(const struct settings *settings, const struct process *process) {
    if (settings->is_twin)
        return 0;
    if (process->digest == NULL && notes_signals(settings))
        return RARE_LOOK_SLICE;
    return process->digest == NULL && settings->timeout != 0 ? LOOK_SLICE : 0;
}

// Lets the guest retire at most `turn` instructions.
static void take_turn(const struct settings *settings, struct guest *guest, uint64_t turn) {
    struct process *process = guest->process;
    uint64_t end = settings->max_instructions;
    bool is_cut = false;
    uint32_t look = look_slice(settings, process);
    if (end - context_retired(process->context) > turn)
        end = context_retired(process->context) + turn;
    while (!process->ended) {
        uint64_t left = end - context_retired(process->context);
        if (left == 0)
            break;
        if (stop_is_due()) {
            stop(settings, process);
            break;
        }
        if (!is_cut)
            guest->slices++;
        is_cut = look != 0 && left > look;
        if (is_cut)
            left = look;
        if (process_advance(process, &settings->driver, left) != EXCEPTION_TIMER)
            is_cut = false;
    }
    if (!process->ended && end == settings->max_instructions)
        process_end_by_limit(process, "instructions", "--max-insns");
}

// "command: ", and which guest if there are several.
static void print_name(const struct settings *settings, const struct guest *guest) {
    fprintf(stderr, "%s: ", settings->command);
    if (settings->guest_count > 1)
        fprintf(stderr, "guest %u, %s: ", (unsigned)(guest - settings->guests + 1), guest->argv[0]);
}

// "1 slice", "2 slices".
static void print_count(uint64_t count, const char *what, const char *end) {
    fprintf(stderr, "%" PRIu64 " %s%s%s", count, what, count == 1 ? "" : "s", end);
}

static void print_stats(const struct settings *settings, const struct guest *guest,
                        uint32_t milliseconds) {
    const struct process *process = guest->process;
    uint64_t retired = context_retired(process->context);
    print_name(settings, guest);
    print_count(retired, "instruction", ", ");
    print_count(guest->slices, "slice", ", ");
    print_count(process->system_calls, "system call", ", ");
    print_count(process->page_faults, "page fault", ", ");
    print_count(process->frames, "frame", ", ");
    fprintf(stderr, "%u KiB at the peak\n",
            (unsigned)(frame_peak(process->machine) * (PAGE_SIZE / 1024)));
    if (milliseconds == 0)
        return;
    print_name(settings, guest);
    fprintf(stderr, "%u.%03u s, %u million instructions/s\n", (unsigned)(milliseconds / 1000),
            (unsigned)(milliseconds % 1000), (unsigned)(retired / milliseconds / 1000));
}

static void print_digest(const struct settings *settings, const struct guest *guest) {
    const struct digest *digest = guest->process->digest;
    print_name(settings, guest);
    fprintf(stderr, "state %016" PRIx64 ", effects %016" PRIx64 " at %" PRIu64 " places\n",
            digest_state(digest), digest_effects(digest), digest_places(digest));
}

// What the machine did for guests of its guests.
static void print_switches(const struct settings *settings) {
    const struct switching *switching = &settings->machine->run;
    for (uint32_t i = 1; i < SWITCH_LEVELS && switching->counts[i].switches > 0; i++)
        fprintf(stderr,
                "%s: level %u: %" PRIu64 " instructions of its own, %" PRIu64 " switches, %" PRIu64
                " mappings restored\n",
                settings->command, (unsigned)i, switching->counts[i].instructions,
                switching->counts[i].switches, switching->counts[i].mappings);
    if (switching->steps > 0)
        fprintf(stderr, "%s: %" PRIu64 " steps by the reference\n", settings->command,
                switching->steps);
}

// ---- from beginning to end ----

// A guest that runs the same program as the one before shares its image.
static uint32_t read_programs(const struct settings *settings) {
    for (uint32_t i = 0; i < settings->guest_count; i++) {
        struct guest *guest = &settings->guests[i];
        if (guest->image.bytes != NULL)
            continue;
        if (i > 0 && strcmp(guest[-1].argv[0], guest->argv[0]) == 0) {
            guest->image = guest[-1].image;
            continue;
        }
        uint32_t status = program_read(settings->loader, guest->argv[0], &guest->image);
        if (status != 0)
            return status;
        if (settings->isa_given)
            guest->image.subset = settings->isa;
    }
    return 0;
}

static void free_programs(const struct settings *settings) {
    const unsigned char *freed = NULL;
    for (uint32_t i = 0; i < settings->guest_count; i++) {
        if (settings->guests[i].image.bytes != freed) {
            freed = settings->guests[i].image.bytes;
            image_free(&settings->guests[i].image);
        }
    }
}

// Variables come from the options, or from the recording that is replayed, never from outside: so
// runs do not depend on the shell that they are started from.
static char *const *environment_of(const struct settings *settings,
                                   const struct recording *recording) {
    static char *const none[] = {NULL};
    if (settings->replay != NULL)
        return recording_environment(recording);
    return settings->environment.count > 0 ? settings->environment.words : none;
}

static void start(const struct settings *settings, struct kernel *kernel, struct guest *guest,
                  struct recording *recording) {
    struct failure failure;
    const struct invocation invocation = {&guest->image, guest->argv[0], guest->argv,
                                          environment_of(settings, recording)};
    frame_set_limit(kernel->machine, frame_in_use(kernel->machine) + settings->frames);
    struct process *process = process_create(kernel, &invocation, &failure);
    guest->process = process;
    if (process == NULL) {
        guest->status = failure_print(&failure, settings->command);
        return;
    }
    if (settings->watch)
        watch_start(process);
    if (settings->digest || recording != NULL)
        process->digest = digest_start();
    process->recording = recording;
    process->files = settings->files;
    process->is_virtual = settings->digest;
    process->root = settings->root;
    process->output_limit = settings->output_limit;
    process->input_limit = settings->input_limit;
    if (settings->observer != NULL)
        settings->observer->start(settings->observer, process);
}

static void finish(const struct settings *settings, struct guest *guest, uint32_t milliseconds,
                   bool is_last) {
    if (settings->stats)
        print_stats(settings, guest, milliseconds);
    process_conclude(guest->process);
    if (settings->digest)
        print_digest(settings, guest);
    if (settings->observer != NULL)
        settings->observer->end(settings->observer, guest->process);
    guest->status = guest->process->status;
    guest->end = guest->process->end;
    if (settings->status_file != NULL)
        guest->report = status_of_guest(settings, guest);
    if (settings->guest_count > 1 && guest->status != 0) {
        print_name(settings, guest);
        fprintf(stderr, "status %u\n", (unsigned)guest->status);
    }
    (is_last ? process_leave : process_destroy)(guest->process);
    guest->process = NULL;
}

static struct kernel *create_kernel(const struct settings *settings) {
    struct kernel *kernel = kernel_create(settings->machine, settings->guest_count);
    kernel->command = settings->command;
    kernel->report = process_report;
    kernel->progress = progress_pass_on;
    if (settings->tower != NULL && settings->tower->is_twin) {
        kernel->twin_put = environment_twin_put;
        kernel->twin_get = environment_twin_get;
    }
    return kernel;
}

static uint32_t run_guests(const struct settings *settings, struct recording *recording) {
    struct kernel *kernel = create_kernel(settings);
    uint32_t start_time = environment_milliseconds();
    uint64_t turn = settings->slice;
    if (turn == 0)
        turn = settings->guest_count > 1 ? DEFAULT_SLICE : 0xffffffffffffffffu;
    uint32_t alive = 0;
    for (uint32_t i = 0; i < settings->guest_count; i++) {
        start(settings, kernel, &settings->guests[i], recording);
        alive += settings->guests[i].process != NULL;
    }
    for (uint32_t i = 0; alive > 0; i = i + 1 == settings->guest_count ? 0 : i + 1) {
        struct guest *guest = &settings->guests[i];
        if (guest->process == NULL)
            continue;
        take_turn(settings, guest, turn);
        if (guest->process->ended) {
            finish(settings, guest, environment_milliseconds() - start_time, alive == 1);
            alive--;
        }
    }
    kernel_destroy(kernel);
    for (uint32_t i = 0; i < settings->guest_count; i++) {
        if (settings->guests[i].status != 0)
            return settings->guests[i].status;
    }
    return 0;
}

// Runs the guests with a recording, if one is asked for.
static uint32_t record_guests(const struct settings *settings) {
    struct failure failure;
    struct recording *recording = NULL;
    if (settings->replay == NULL && settings->record == NULL)
        return run_guests(settings, NULL);
    if (settings->replay != NULL)
        recording = recording_read(settings->replay, &failure);
    else if (recording_may_write(settings->record, &failure))
        recording = recording_start(environment_of(settings, NULL));
    if (recording == NULL)
        return failure_print(&failure, settings->command);
    recording_be_quiet(recording, settings->quiet);
    uint32_t status = run_guests(settings, recording);
    if (settings->replay != NULL) {
        status = recording_is_equal(recording) ? 0 : 1;
        if (!settings->quiet)
            fprintf(stderr, "%s: %s the recording\n", settings->command,
                    status == 0 ? "equal to" : "different from");
    } else if (environment_noted_signal() == 0 && // which leaves nothing behind
               !recording_write(recording, settings->record, &failure)) {
        status = failure_print(&failure, settings->command);
    }
    recording_free(recording);
    return status;
}

// Starts the time limit, which includes loading and compiling. `text` gets the message for the case
// that it expires before the guests are started.
static bool start_clock(const struct settings *settings, char text[LATE_SIZE]) {
    snprintf(text, LATE_SIZE,
             "%s: limit of time reached (--timeout), before the program was started\n",
             settings->command);
    if (settings->timeout == 0 || environment_set_deadline(settings->timeout, text))
        return true;
    fprintf(stderr, "%s: --timeout: this machine has no clock\n", settings->command);
    return false;
}

// The guest of a tower is a hypervisor: if it has exited it has written the file.
static uint32_t write_status(const struct settings *settings, uint32_t status) {
    struct guest *guests = settings->guests;
    if (settings->tower != NULL && guests[0].report != NULL && guests[0].end == END_EXIT)
        status_is_written();
    else if (!settings->status_later)
        status = status_write(settings, status);
    for (uint32_t i = 0; i < settings->guest_count && !settings->status_later; i++) {
        free(guests[i].report);
        guests[i].report = NULL;
    }
    return status;
}

uint32_t supervise(struct settings *settings) {
    char late[LATE_SIZE];
    if (settings_machine(settings) == NULL)
        return STATUS_USAGE;
    uint32_t status = start_clock(settings, late) ? read_programs(settings) : STATUS_USAGE;
    environment_await_deadline();
    if (status == 0 && notes_signals(settings))
        environment_note_signals();
    if (status == 0)
        status = record_guests(settings);
    if (settings->stats)
        print_switches(settings);
    if (settings->observer != NULL)
        status = settings->observer->finish(settings->observer, status);
    if (settings->status_file != NULL)
        status = write_status(settings, status);
    free_programs(settings);
    environment_obey_signal();
    return status;
}
