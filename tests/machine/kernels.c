// kernels ENGINE,ENGINE ROUNDS PROGRAM INPUT PROGRAM INPUT: two machines with kernels, each of
// which runs a program that does system calls, in two threads of one process. Input, output, exit
// status, counts, digests and the recording of each have to be what they are of the same run alone,
// by the reference. ENGINE is step, interp or jit.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/kernel/digest.h"
#include "../../core/kernel/kernel.h"
#include "../../core/kernel/program.h"
#include "../../core/kernel/recording.h"
#include "../../core/kernel/watch.h"
#include "../../core/machine/machine.h"
#include "../../core/mipster/emulate.h"

enum { OPEN_OUTPUT = 0x301, MODE = 0644, NAME_SIZE = 64, MACHINES = 2 };

struct job {
    const char *engine;
    const char *program;
    const char *input;      // file that is standard input
    char name[NAME_SIZE];   // of its files: .out is standard output, .rec what was recorded
    const char *replay;     // a recording that is replayed instead; NULL: none
    struct failure failure; // no text: none
    uint32_t status;
    uint64_t retired;
    uint64_t system_calls;
    uint64_t page_faults;
    uint64_t effects;
    bool equal; // to what is replayed
};

static engine *find_engine(const char *name, struct machine *machine) {
    if (strcmp(name, "step") == 0)
        return emulate_by_steps;
    if (strcmp(name, "interp") == 0)
        return emulate;
    return environment_engine(machine) != NULL ? emulate_translated : NULL;
}

static bool redirect(struct process *process, uint32_t number, const char *path, uint32_t flags) {
    int32_t handle = environment_open(path, flags, MODE);
    if (handle < 0)
        return false;
    descriptor_close(process, number);
    descriptor_use_handle(process, number, handle);
    return true;
}

static void run_process(struct job *job, struct process *process, struct recording *recording) {
    struct driver driver = {find_engine(job->engine, process->machine), NULL, NULL};
    char path[NAME_SIZE + 4];
    snprintf(path, sizeof path, "%s.out", job->name);
    if (driver.engine == NULL || !redirect(process, 0, job->input, 0) ||
        !redirect(process, 1, path, OPEN_OUTPUT)) {
        failure_set(&job->failure, 1, "%s: cannot be run", job->name);
        return;
    }
    watch_start(process);
    process->digest = digest_start();
    process->recording = recording;
    process->is_virtual = true;
    while (!process->ended)
        process_advance(process, &driver, 100000);
    process_conclude(process);
    job->status = process->status;
    job->retired = context_retired(process->context);
    job->system_calls = process->system_calls;
    job->page_faults = process->page_faults;
    job->effects = digest_effects(process->digest);
    job->equal = job->replay != NULL && recording_is_equal(recording);
    snprintf(path, sizeof path, "%s.rec", job->name);
    if (job->replay == NULL)
        recording_write(recording, path, &job->failure);
}

static void run_kernel(struct job *job, struct machine *machine, const struct image *image) {
    char *const arguments[] = {(char *)(size_t)job->program, NULL};
    char *const environment[] = {"HOME=/", NULL};
    const struct invocation invocation = {image, job->program, arguments, environment};
    struct kernel *kernel = kernel_create(machine, 1);
    frame_set_limit(machine, 0x4000);
    struct process *process = process_create(kernel, &invocation, &job->failure);
    struct recording *recording = job->replay != NULL ? recording_read(job->replay, &job->failure)
                                                      : recording_start(environment);
    if (process != NULL && recording != NULL)
        run_process(job, process, recording);
    if (process != NULL)
        process_destroy(process);
    if (recording != NULL)
        recording_free(recording);
    kernel_destroy(kernel);
}

static void *run_job(void *argument) {
    struct job *job = argument;
    struct image image;
    const char *wrong;
    job->failure.text[0] = 0;
    if (!program_load(job->program, &image, &job->failure))
        return NULL;
    struct machine *machine = machine_create(&wrong);
    if (machine == NULL) {
        failure_set(&job->failure, 1, "%s", wrong);
    } else {
        run_kernel(job, machine, &image);
        machine_destroy(machine);
    }
    image_free(&image);
    return NULL;
}

static bool same_files(const struct job *job, const struct job *other, const char *suffix) {
    unsigned char *bytes[2] = {NULL, NULL};
    uint32_t sizes[2];
    char path[NAME_SIZE + 4];
    snprintf(path, sizeof path, "%s%s", job->name, suffix);
    bool same = file_read(path, &bytes[0], &sizes[0]) == 0;
    snprintf(path, sizeof path, "%s%s", other->name, suffix);
    same = same && file_read(path, &bytes[1], &sizes[1]) == 0 && sizes[0] == sizes[1] &&
           sizes[0] > 0 && memcmp(bytes[0], bytes[1], sizes[0]) == 0;
    free(bytes[0]);
    free(bytes[1]);
    return same;
}

static bool is_same(const struct job *job, const struct job *alone) {
    bool same = job->failure.text[0] == 0 && job->status == alone->status &&
                job->retired == alone->retired && job->system_calls == alone->system_calls &&
                job->page_faults == alone->page_faults && job->effects == alone->effects &&
                alone->retired > 0;
    if (job->replay != NULL)
        return same && job->equal;
    return same && same_files(job, alone, ".out") && same_files(job, alone, ".rec");
}

// Runs them at once, and compares.
static int run_together(struct job *jobs, const struct job *alone) {
    pthread_t threads[MACHINES];
    int failures = 0;
    for (unsigned i = 0; i < MACHINES; i++) {
        if (pthread_create(&threads[i], NULL, run_job, &jobs[i]) != 0)
            return 1;
    }
    for (unsigned i = 0; i < MACHINES; i++)
        pthread_join(threads[i], NULL);
    for (unsigned i = 0; i < MACHINES; i++) {
        if (is_same(&jobs[i], &alone[i]))
            continue;
        printf(
            "kernels: %s, %s: not what it is alone: status %u, %llu instructions, %llu calls %s\n",
            jobs[i].program, jobs[i].engine, jobs[i].status, (unsigned long long)jobs[i].retired,
            (unsigned long long)jobs[i].system_calls, jobs[i].failure.text);
        failures++;
    }
    return failures;
}

int main(int argc, char **argv) {
    static struct job alone[MACHINES], together[MACHINES];
    static char recordings[MACHINES][NAME_SIZE + 4];
    int failures = 0;
    if (argc != 7)
        return 2;
    const char *engines[MACHINES] = {strtok(argv[1], ","), strtok(NULL, ",")};
    for (unsigned i = 0; i < MACHINES; i++) {
        alone[i].engine = "step";
        alone[i].program = argv[3 + 2 * i];
        alone[i].input = argv[4 + 2 * i];
        together[i] = alone[i];
        together[i].engine = engines[i];
        snprintf(alone[i].name, NAME_SIZE, "alone%u", i);
        snprintf(together[i].name, NAME_SIZE, "together%u", i);
        snprintf(recordings[i], sizeof recordings[i], "%s.rec", alone[i].name);
        run_job(&alone[i]);
        if (alone[i].failure.text[0] != 0)
            printf("kernels: %s\n", alone[i].failure.text);
    }
    for (int round = atoi(argv[2]); round > 0 && failures == 0; round--) {
        // A replay beside a run, in turn.
        for (int replayed = -1; replayed < MACHINES; replayed++) {
            for (int i = 0; i < MACHINES; i++)
                together[i].replay = i == replayed ? recordings[i] : NULL;
            failures += run_together(together, alone);
        }
    }
    printf("kernels: %llu and %llu instructions, %llu and %llu system calls, %d failures\n",
           (unsigned long long)alone[0].retired, (unsigned long long)alone[1].retired,
           (unsigned long long)alone[0].system_calls, (unsigned long long)alone[1].system_calls,
           failures);
    return failures != 0;
}
