// Workers elsewhere: a job array of Slurm, or GNU parallel over ssh. The store has to be reachable
// from there, and the tree and the program have to be at the same paths.
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "campaign.h"

static bool run(char *const *words) {
    int status, pid = fork();
    if (pid == 0) {
        execvp(words[0], words);
        fprintf(stderr, "mixter campaign: %s: %s\n", words[0], strerror(errno));
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void quote(FILE *file, const char *text) {
    putc('\'', file);
    for (; *text != 0; text++)
        fprintf(file, *text == '\'' ? "'\\''" : "%c", *text);
    putc('\'', file);
}

// The command of a worker, but for how many tasks at once.
static void write_worker(FILE *file, const char *store, const struct surroundings *place,
                         const struct work_options *options) {
    quote(file, place->build);
    fprintf(file, "/mixter work --batch %u --lease %" PRId64 " --store ", options->batch,
            options->lease / 1000);
    quote(file, store);
}

bool cluster_submit(const char *store, unsigned workers, const struct surroundings *place,
                    const struct work_options *options) {
    char path[600];
    snprintf(path, sizeof path, "%s/campaign.sbatch", place->build);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        fprintf(stderr, "mixter campaign: %s: %s\n", path, strerror(errno));
        return false;
    }
    fprintf(file,
            "#!/bin/sh\n#SBATCH --job-name=mixter\n#SBATCH --array=1-%u\n"
            "#SBATCH --ntasks=1\n#SBATCH --cpus-per-task=1\n#SBATCH --requeue\n"
            "#SBATCH --output=%s/campaign-%%A_%%a.log\n"
            "# SIGTERM, to this shell, a minute before the time is up: tasks are given back.\n"
            "#SBATCH --signal=B:TERM@60\nexec ",
            workers, place->build);
    write_worker(file, store, place, options);
    fprintf(file, " --workers \"${SLURM_CPUS_PER_TASK:-1}\"\n");
    if (fclose(file) != 0) {
        fprintf(stderr, "mixter campaign: %s: %s\n", path, strerror(errno));
        return false;
    }
    return run((char *[]){"sbatch", path, NULL});
}

bool cluster_parallel(const char *store, const char *hosts, const struct surroundings *place,
                      const struct work_options *options) {
    char *command = NULL;
    size_t size = 0;
    FILE *text = open_memstream(&command, &size);
    write_worker(text, store, place, options);
    fclose(text);
    // Once on each host; a host's lines carry its name.
    bool is_done = run((char *[]){"parallel", "--will-cite", "--nonall", "--tag", "--line-buffer",
                                  "--sshlogin", (char *)hosts, command, NULL});
    free(command);
    return is_done;
}
