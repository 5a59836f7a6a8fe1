// threads FOLDER ENGINE: machines in two threads, each with checkpoints and points, leave what they
// leave alone; a run is interrupted from another thread.
#include <pthread.h>

#include "check.h"

enum { THREADS = 2, ROUNDS = 3 };

struct job {
    enum mixter_engine engine;
    uint64_t digest, total;
    struct files files;
};

static void *run_job(void *state) {
    struct job *job = (struct job *)state;
    struct mixter_options options;
    struct mixter_stop stop;
    struct mixter_checkpoint *checkpoint;
    int point;
    uint32_t address;
    mixter_options_init(&options);
    options.engine = job->engine;
    use_files(&options, &job->files);
    struct mixter *machine = start(&options, "work");
    OK(machine, mixter_symbol(machine, "0", "next", &address));
    OK(machine, mixter_run(machine, 2000, &stop));
    OK(machine, mixter_checkpoint(machine, &checkpoint));
    OK(machine, mixter_break(machine, "0", address, &point));
    for (int i = 0; i < 20; i++) {
        OK(machine, mixter_run(machine, 50000, &stop));
        if (i % 5 == 4)
            OK(machine, mixter_restore(machine, checkpoint));
    }
    OK(machine, mixter_remove(machine, point));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.status, 0);
    job->total = stop.total;
    job->digest = digest_of(machine);
    mixter_checkpoint_free(checkpoint);
    mixter_close(machine);
    return NULL;
}

static void *interrupt(void *machine) {
    mixter_interrupt((struct mixter *)machine);
    return NULL;
}

static void test_interrupt(enum mixter_engine engine) {
    struct mixter_options options;
    struct mixter_stop stop;
    pthread_t thread;
    mixter_options_init(&options);
    options.engine = engine;
    struct mixter *machine = start(&options, "endless");
    OK(machine, mixter_run(machine, 1000000, &stop));
    EQUAL(stop.reason, MIXTER_STOP_BUDGET);
    for (int i = 0; i < 3; i++) {
        pthread_create(&thread, NULL, interrupt, machine);
        OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop)); // without end
        EQUAL(stop.reason, MIXTER_STOP_INTERRUPTED);
        pthread_join(thread, NULL);
    }
    OK(machine, mixter_run(machine, 10, &stop));
    EQUAL(stop.reason, MIXTER_STOP_BUDGET);
    EQUAL(stop.retired, 10);
    mixter_close(machine);
}

int main(int argc, char **argv) {
    if (argc != 3)
        return 2;
    folder = argv[1];
    static struct job alone, jobs[THREADS];
    alone.engine = (enum mixter_engine)atoi(argv[2]);
    run_job(&alone);
    for (int round = 0; round < ROUNDS; round++) {
        pthread_t threads[THREADS];
        for (int i = 0; i < THREADS; i++) {
            jobs[i].engine = alone.engine;
            pthread_create(&threads[i], NULL, run_job, &jobs[i]);
        }
        for (int i = 0; i < THREADS; i++) {
            pthread_join(threads[i], NULL);
            EQUAL(jobs[i].total, alone.total);
            CHECK(jobs[i].digest == alone.digest);
            CHECK(memcmp(&jobs[i].files.output, &alone.files.output, sizeof alone.files.output) ==
                  0);
        }
    }
    test_interrupt(alone.engine);
    return finish("threads");
}
