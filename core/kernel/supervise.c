// A supervisor's life: read the programs, make processes of them, run and serve them until they
// end. Several take turns.
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

// Between two looks whether the run is to end; how long a guest runs that takes turns with others.
enum { LOOK_SLICE = 0x400000, DEFAULT_SLICE = 100000 };

// Signals are noted where nothing else looks at them and runs can be cut without a trace.
static bool notes_signals(const struct settings *settings) {
    return settings->engine == settings->emulator && settings->runner == NULL &&
           settings->observer == NULL && !environment_is_machine();
}

static void take_digest(struct guest *guest) {
    digest_take(guest->digest, guest->process);
    if (guest->process->recording != NULL)
        recording_place(guest->process, guest->digest);
}

// Takes the digest where the count says so; returns how far the next is.
static uint64_t take_regular_digest(struct guest *guest, uint64_t *last) {
    uint64_t retired = context_retired(guest->process->context);
    uint64_t distance = DIGEST_INTERVAL - retired % DIGEST_INTERVAL;
    if (distance == DIGEST_INTERVAL && *last != retired)
        take_digest(guest);
    *last = retired;
    return distance;
}

static enum exception run(const struct settings *settings, struct process *process,
                          uint64_t budget) {
    if (settings->runner != NULL)
        return settings->runner(process, budget);
    if (process->watch != NULL)
        return watch_run(process, settings->engine, budget);
    return settings->engine(process->machine, process->context, budget);
}

// Lets the guest retire at most `turn` instructions.
static void take_turn(const struct settings *settings, struct guest *guest, uint64_t turn) {
    struct process *process = guest->process;
    uint64_t end = settings->max_instructions;
    uint64_t last_digest = 0;
    bool looks = settings->timeout != 0 || notes_signals(settings), is_cut = false;
    if (end - context_retired(process->context) > turn)
        end = context_retired(process->context) + turn;
    while (!process->ended) {
        uint64_t left = end - context_retired(process->context);
        if (left == 0)
            break;
        if (stop_is_due(settings, process))
            break;
        guest->slices += !is_cut;
        if (guest->digest != NULL) {
            uint64_t distance = take_regular_digest(guest, &last_digest);
            left = left < distance ? left : distance;
        }
        is_cut = looks && left > LOOK_SLICE;
        if (is_cut)
            left = LOOK_SLICE;
        enum exception exception = run(settings, process, left);
        if (process->ended || exception == EXCEPTION_TIMER)
            continue;
        is_cut = false;
        if (guest->digest != NULL && exception == EXCEPTION_SYSTEM_CALL)
            take_digest(guest);
        if (!process->ended)
            process_serve(process);
    }
    if (!process->ended && end == settings->max_instructions)
        process_end_by_limit(process, "instructions", "--max-insns");
}

// Whom a line is about: the command, and which guest if there are several.
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
    print_name(settings, guest);
    fprintf(stderr, "state %016" PRIx64 ", effects %016" PRIx64 " at %" PRIu64 " places\n",
            digest_state(guest->digest), digest_effects(guest->digest),
            digest_places(guest->digest));
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
        uint32_t status = program_read(settings->command, guest->argv[0], &guest->image);
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
static char **environment_of(const struct settings *settings, const struct recording *recording) {
    static char *none[] = {NULL};
    if (settings->replay != NULL)
        return recording_environment(recording);
    return settings->environment.count > 0 ? settings->environment.words : none;
}

static void start(const struct settings *settings, struct guest *guest,
                  struct recording *recording) {
    struct machine *machine = settings->machine;
    const char *wrong;
    frame_set_limit(machine, frame_in_use(machine) + settings->frames);
    guest->process =
        process_create(machine, settings->command, guest->argv[0], &guest->image, guest->argc,
                       guest->argv, environment_of(settings, recording), &wrong);
    if (guest->process != NULL && settings->watch)
        watch_start(guest->process);
    if (guest->process != NULL && (settings->digest || recording != NULL))
        guest->digest = digest_start();
    if (guest->process != NULL) {
        guest->process->recording = recording;
        guest->process->files = settings->files;
        guest->process->is_virtual = settings->digest;
        guest->process->root = settings->root;
        guest->process->output_limit = settings->output_limit;
        guest->process->input_limit = settings->input_limit;
        if (settings->observer != NULL)
            settings->observer->start(settings->observer, guest->process);
        return;
    }
    fprintf(stderr, "%s: %s: %s\n", settings->command, guest->argv[0], wrong);
    guest->status = strcmp(wrong, "out of memory") == 0 ? 137 : STATUS_NOT_EXECUTABLE;
}

static void finish(const struct settings *settings, struct guest *guest, uint32_t milliseconds) {
    if (settings->stats)
        print_stats(settings, guest, milliseconds);
    if (guest->digest != NULL) {
        take_digest(guest);
        if (settings->digest)
            print_digest(settings, guest);
        digest_end(guest->digest);
        guest->digest = NULL;
    }
    if (guest->process->recording != NULL)
        recording_end(guest->process);
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
    process_destroy(guest->process);
    guest->process = NULL;
}

static uint32_t run_guests(const struct settings *settings, struct recording *recording) {
    uint32_t start_time = environment_milliseconds();
    uint64_t turn = settings->slice;
    if (turn == 0)
        turn = settings->guest_count > 1 ? DEFAULT_SLICE : 0xffffffffffffffffu;
    uint32_t alive = 0;
    descriptors_share(settings->guest_count);
    for (uint32_t i = 0; i < settings->guest_count; i++) {
        start(settings, &settings->guests[i], recording);
        alive += settings->guests[i].process != NULL;
    }
    for (uint32_t i = 0; alive > 0; i = i + 1 == settings->guest_count ? 0 : i + 1) {
        struct guest *guest = &settings->guests[i];
        if (guest->process == NULL)
            continue;
        take_turn(settings, guest, turn);
        if (guest->process->ended) {
            finish(settings, guest, environment_milliseconds() - start_time);
            alive--;
        }
    }
    for (uint32_t i = 0; i < settings->guest_count; i++) {
        if (settings->guests[i].status != 0)
            return settings->guests[i].status;
    }
    return 0;
}

// Runs the guests with a recording, if one is asked for.
static uint32_t record_guests(const struct settings *settings) {
    struct recording *recording = NULL;
    if (settings->replay != NULL)
        recording = recording_read(settings->command, settings->replay);
    else if (settings->record != NULL && recording_may_write(settings->command, settings->record))
        recording = recording_start(environment_of(settings, NULL));
    else if (settings->record == NULL)
        return run_guests(settings, NULL);
    if (recording == NULL)
        return STATUS_USAGE;
    recording_be_quiet(recording, settings->quiet);
    uint32_t status = run_guests(settings, recording);
    if (settings->replay != NULL) {
        status = recording_is_equal(recording) ? 0 : 1;
        if (!settings->quiet)
            fprintf(stderr, "%s: %s the recording\n", settings->command,
                    status == 0 ? "equal to" : "different from");
    } else if (environment_noted_signal() == 0 && // which leaves nothing behind
               !recording_write(recording, settings->command, settings->record)) {
        status = STATUS_USAGE;
    }
    recording_free(recording);
    return status;
}

// The time runs from here on: reading and compiling the programs counts.
static bool start_clock(const struct settings *settings) {
    static char text[120];
    snprintf(text, sizeof text,
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
    settings_machine(settings);
    uint32_t status = start_clock(settings) ? read_programs(settings) : STATUS_USAGE;
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
