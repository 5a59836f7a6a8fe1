// mixter-campaign: what mixter campaign and mixter work execute.
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../core/campaign.h"
#include "../../core/output.h"
#include "campaign.h"

enum { BATCH = 100, BATCH_MAX = 10000, LEASE = 60, LEASE_MAX = 86400, WORKERS_MAX = 4096 };

struct request {
    const struct command *command;
    char *store, *findings, *output;
    char *settings; // lines for [set]
    const char *file, *format, *hosts;
    uint64_t jobs;
    struct work_options work;
};

// For command_line.o.
int output_finish(const char *command) {
    (void)command;
    return fflush(stdout) == 0 ? 0 : STATUS_USAGE;
}

static char *absolute(const char *path) {
    char folder[PATH_MAX], *result;
    bool is_address = strstr(path, "://") != NULL || *path == '/';
    if (is_address || getcwd(folder, sizeof folder) == NULL)
        return strdup(path);
    if (asprintf(&result, "%s/%s", folder, path) < 0)
        abort();
    return result;
}

// ---- options ----

static bool add_setting(struct request *request, const struct command_line *line) {
    const char *equals = strchr(line->value, '=');
    char *longer;
    if (equals == NULL || equals == line->value || strchr(line->value, '\n') != NULL) {
        command_line_bad_value(line, "KEY=VALUE");
        return false;
    }
    if (asprintf(&longer, "%s%.*s = %s\n", request->settings, (int)(equals - line->value),
                 line->value, equals + 1) < 0)
        abort();
    free(request->settings);
    request->settings = longer;
    return true;
}

static bool read_format(struct request *request, const struct command_line *line) {
    static const char *const formats[] = {"text", "json", "html", "junit", "results", "outputs"};
    request->format = line->value;
    for (unsigned i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(line->value, formats[i]) == 0)
            return true;
    }
    command_line_bad_value(line, "text, json, html, junit, results or outputs");
    return false;
}

static bool apply(struct request *request, const struct command_line *line, int option) {
    uint64_t number = 0;
    bool is_right = true;
    switch (option) {
    case CAMPAIGN_STORE: request->store = absolute(line->value); break;
    case CAMPAIGN_FINDINGS: request->findings = absolute(line->value); break;
    case CAMPAIGN_OUTPUT: request->output = absolute(line->value); break;
    case CAMPAIGN_PARALLEL: request->hosts = line->value; break;
    case CAMPAIGN_SLURM: return command_line_range(line, &request->jobs, 1, 100000);
    case CAMPAIGN_SET: return add_setting(request, line);
    case CAMPAIGN_FORMAT: return read_format(request, line);
    case CAMPAIGN_WORKERS:
        is_right = command_line_range(line, &number, 1, WORKERS_MAX);
        request->work.processes = (unsigned)number;
        break;
    case CAMPAIGN_BATCH:
        is_right = command_line_range(line, &number, 1, BATCH_MAX);
        request->work.batch = (unsigned)number;
        break;
    case CAMPAIGN_LEASE:
        is_right = command_line_range(line, &number, 1, LEASE_MAX);
        request->work.lease = (int64_t)number * 1000;
        break;
    default: return false;
    }
    return is_right;
}

static int refuse(const struct request *request, const char *what) {
    fprintf(stderr, "%s: %s (see %s --help)\n", request->command->name, what,
            request->command->name);
    return STATUS_USAGE;
}

// 0, or an exit status after a message.
static int read_request(struct request *request, int argc, char **argv) {
    bool is_report = strcmp(argv[0], "campaign") == 0 && argc > 1 && strcmp(argv[1], "report") == 0;
    request->command = is_report                      ? &campaign_report_command
                       : strcmp(argv[0], "work") == 0 ? &work_command
                                                      : &campaign_command;
    struct command_line line = {
        .command = request->command, .argc = argc, .argv = argv, .next = is_report ? 2 : 1};
    for (int option; (option = command_line_option(&line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG || !apply(request, &line, option))
            return STATUS_USAGE;
    }
    int words = argc - line.next;
    if (request->command == &work_command && words > 0)
        return refuse(request, "takes no arguments");
    if (request->command == &work_command && request->store == NULL)
        return refuse(request, "no --store is given");
    if (request->command != &work_command && words != 1)
        return refuse(request, words == 0 ? "no file is given" : "one file at a time");
    if (request->jobs > 0 && request->hosts != NULL)
        return refuse(request, "--slurm and --parallel are two ways");
    request->file = words == 1 ? argv[line.next] : NULL;
    return 0;
}

// What is named after the campaign unless it is given.
static void name_files(struct request *request, const struct definition *definition) {
    char *name;
    if (request->store == NULL) {
        if (asprintf(&name, "%s.db", definition->name) < 0)
            abort();
        request->store = absolute(name);
        free(name);
    }
    if (request->findings == NULL) {
        if (asprintf(&name, "%s.findings", definition->name) < 0)
            abort();
        request->findings = absolute(name);
        free(name);
    }
}

// ---- a campaign in the store ----

struct creation {
    const struct definition *definition;
    const char *version;
    struct store *store;
    int64_t campaign, part, tasks;
    int64_t of_part, part_size; // tasks
    enum answer answer;
    bool is_wrong; // a part cannot be expanded
};

static bool count_task(void *state, const char *argument) {
    struct creation *creation = state;
    (void)argument;
    creation->part_size++;
    return true;
}

// Tasks are claimed in the order of their times: each part begins and ends with the campaign, so
// that one that is stopped early has tried something of everything.
static bool add_task(void *state, const char *argument) {
    enum { LAST = 1000000000 };
    struct creation *creation = state;
    creation->tasks++;
    int64_t time = creation->of_part++ * LAST / creation->part_size;
    creation->answer =
        store_execute(creation->store, STATEMENT_ADD_TASK,
                      VALUES(value_number(creation->campaign), value_number(creation->part),
                             value_text(argument), value_number(time)),
                      NULL);
    return creation->answer == STORE_DONE;
}

static enum answer create(struct store *store, void *state) {
    struct creation *creation = state;
    const struct definition *definition = creation->definition;
    struct rows rows = {0};
    creation->store = store;
    creation->tasks = 0;
    creation->answer =
        store_execute(store, STATEMENT_ADD_CAMPAIGN,
                      VALUES(value_text(definition->name), value_text(definition->hash),
                             value_text(creation->version), value_text(definition->text)),
                      &rows);
    bool is_new = rows.changed == 1;
    if (creation->answer == STORE_DONE)
        creation->answer = store_execute(
            store, STATEMENT_FIND_CAMPAIGN,
            VALUES(value_text(definition->hash), value_text(creation->version)), &rows);
    if (creation->answer == STORE_DONE)
        creation->campaign = rows_number(&rows, 0, 0);
    rows_free(&rows);
    for (unsigned i = 0; is_new && creation->answer == STORE_DONE && i < definition->part_count;
         i++) {
        creation->part = i;
        creation->of_part = creation->part_size = 0;
        if ((!part_expand(&definition->parts[i], count_task, creation) ||
             !part_expand(&definition->parts[i], add_task, creation)) &&
            creation->answer == STORE_DONE) {
            creation->is_wrong = true;
            return STORE_AGAIN; // nothing of it is written
        }
    }
    if (creation->answer == STORE_DONE && is_new)
        creation->answer = store_execute(store, STATEMENT_ANALYZE, NULL, 0, NULL);
    static const enum statement resume[] = {STATEMENT_RESUME_CAMPAIGN, STATEMENT_RESUME_UNFINISHED,
                                            STATEMENT_FORGET_UNFINISHED};
    for (unsigned i = 0; !is_new && creation->answer == STORE_DONE && i < 3; i++)
        creation->answer =
            store_execute(store, resume[i], VALUES(value_number(creation->campaign)), NULL);
    return creation->answer;
}

static bool is_wrong(void *state) {
    return ((struct creation *)state)->is_wrong;
}

// The number of the campaign, which begins or goes on; -1 after a message.
static int64_t create_campaign(struct store *store, const struct definition *definition,
                               const char *version) {
    struct creation creation = {.definition = definition, .version = version};
    store_when_waiting(store, is_wrong, &creation);
    bool is_created = store_transaction(store, create, &creation);
    store_when_waiting(store, NULL, NULL);
    return is_created ? creation.campaign : -1;
}

// How many campaigns of the name there are in the store.
static unsigned count_others(struct store *store, const struct definition *definition) {
    struct rows rows = {0};
    unsigned count = 0;
    if (store_once(store, STATEMENT_LIST_CAMPAIGNS, NULL, 0, &rows)) {
        for (unsigned i = 0; i < rows.count; i++)
            count += strcmp(rows_text(&rows, i, 1), definition->name) == 0;
    }
    rows_free(&rows);
    return count;
}

// ---- the commands ----

static int conclude(struct store *store, int64_t campaign, const struct definition *definition,
                    const struct request *request, bool has_ended) {
    struct summary summary;
    bool are_written = findings_write(store, campaign, request->findings) >= 0;
    if (!report_write(store, campaign, definition, "text", stdout) ||
        !report_summary(store, campaign, &summary))
        return STATUS_NOT_EXECUTABLE;
    if (summary.findings > 0 && are_written)
        printf("findings: %s\n", request->findings);
    if (!has_ended)
        printf("stopped: %" PRId64 " of %" PRId64 " tasks are done; the same command goes on\n",
               summary.results, summary.tasks);
    printf("%" PRId64 " passed, %" PRId64 " failed\n", summary.passed, summary.failed);
    if (!report_flush(stdout) || !are_written)
        return STATUS_NOT_EXECUTABLE;
    return has_ended && summary.failed == 0 && summary.unfinished == 0 && summary.passed > 0 ? 0
                                                                                             : 1;
}

static int run_campaign(struct request *request, struct surroundings *place) {
    struct definition definition;
    if (!definition_read(&definition, request->file, request->settings))
        return STATUS_USAGE;
    name_files(request, &definition);
    int status = STATUS_NOT_EXECUTABLE;
    bool is_elsewhere = request->jobs > 0 || request->hosts != NULL;
    struct store *store = NULL;
    int64_t campaign = -1;
    if (surroundings_find(place) && surroundings_suffice(place, &definition) &&
        (is_elsewhere || surroundings_open(place)))
        store = store_open(request->store, false);
    if (store != NULL) {
        unsigned others = count_others(store, &definition);
        campaign = create_campaign(store, &definition, place->version);
        if (campaign >= 0 && count_others(store, &definition) > others && others > 0)
            fprintf(stderr,
                    "mixter campaign: %s: campaign '%s' is there of another file or version of "
                    "mixter; this is a new one\n",
                    request->store, definition.name);
    }
    if (campaign >= 0 && request->jobs > 0) {
        status =
            cluster_submit(request->store, (unsigned)request->jobs, place, &request->work) ? 0 : 1;
    } else if (campaign >= 0) {
        bool has_ended =
            request->hosts != NULL
                ? cluster_parallel(request->store, request->hosts, place, &request->work)
                : work_on(store, campaign, &definition, place, &request->work);
        status = conclude(store, campaign, &definition, request, has_ended);
    }
    store_close(store);
    definition_free(&definition);
    return status;
}

static int run_report(struct request *request, struct surroundings *place) {
    struct definition definition;
    struct rows rows = {0};
    if (!definition_read(&definition, request->file, request->settings))
        return STATUS_USAGE;
    name_files(request, &definition);
    FILE *file = stdout;
    int status = STATUS_NOT_FOUND;
    struct store *store = NULL;
    if (strstr(request->store, "://") == NULL && access(request->store, R_OK) != 0)
        fprintf(stderr, "mixter campaign report: %s: %s\n", request->store, strerror(errno));
    else if (surroundings_find(place))
        store = store_open(request->store, true);
    bool is_found =
        store != NULL &&
        store_once(store, STATEMENT_FIND_CAMPAIGN,
                   VALUES(value_text(definition.hash), value_text(place->version)), &rows);
    if (is_found && rows.count == 0)
        fprintf(stderr,
                "mixter campaign report: %s: campaign '%s' has not been run with this file and "
                "this version of mixter%s\n",
                request->store, definition.name,
                count_others(store, &definition) > 0 ? ", but with others" : "");
    else if (is_found && request->output != NULL && (file = fopen(request->output, "w")) == NULL) {
        fprintf(stderr, "mixter campaign report: %s: %s\n", request->output, strerror(errno));
        status = STATUS_NOT_EXECUTABLE;
    } else if (is_found)
        status = report_write(store, rows_number(&rows, 0, 0), &definition, request->format, file)
                     ? 0
                     : STATUS_NOT_EXECUTABLE;
    if (status == 0 && fclose(file) != 0) {
        fprintf(stderr, "mixter campaign report: %s\n", strerror(errno));
        status = STATUS_NOT_EXECUTABLE;
    }
    rows_free(&rows);
    store_close(store);
    definition_free(&definition);
    return status;
}

// All campaigns of the store, in turn; those that other versions of mixter have begun are theirs.
static int run_work(struct request *request, struct surroundings *place) {
    struct rows rows = {0};
    int status = STATUS_NOT_EXECUTABLE;
    if (!surroundings_find(place) || !surroundings_open(place))
        return status;
    struct store *store = store_open(request->store, false);
    if (store != NULL && store_once(store, STATEMENT_LIST_CAMPAIGNS, NULL, 0, &rows))
        status = 0;
    unsigned of_others = 0;
    for (unsigned i = 0; status == 0 && i < rows.count; i++) {
        struct definition definition;
        bool is_open = *rows_text(&rows, i, 4) == 0;
        if (strcmp(rows_text(&rows, i, 3), place->version) != 0) {
            of_others += is_open && rows_number(&rows, i, 5) > 0;
            continue;
        }
        if (!is_open)
            continue;
        if (!definition_parse(&definition, rows_text(&rows, i, 1), rows_text(&rows, i, 2)))
            status = STATUS_NOT_EXECUTABLE;
        else if (!surroundings_suffice(place, &definition) ||
                 !work_on(store, rows_number(&rows, i, 0), &definition, place, &request->work))
            status = 1;
        if (status != STATUS_NOT_EXECUTABLE)
            definition_free(&definition);
    }
    if (work_is_stopped())
        fprintf(stderr, "mixter work: stopped; what was not done is given back\n");
    if (of_others > 0)
        fprintf(stderr, "mixter work: %u campaigns were begun by another version of mixter\n",
                of_others);
    rows_free(&rows);
    store_close(store);
    return status;
}

uint32_t environment_campaign(int argc, char **argv) {
    static const struct command *const commands[] = {&campaign_command, &campaign_report_command,
                                                     &work_command, NULL};
    command_line_commands = commands;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    struct request request = {.settings = strdup(""),
                              .format = "text",
                              .work = {.processes = processors > 0 ? (unsigned)processors : 1,
                                       .batch = BATCH,
                                       .lease = (int64_t)LEASE * 1000}};
    static struct surroundings place;
    int status = read_request(&request, argc, argv);
    if (status == 0)
        status = request.command == &work_command              ? run_work(&request, &place)
                 : request.command == &campaign_report_command ? run_report(&request, &place)
                                                               : run_campaign(&request, &place);
    free(request.store);
    free(request.findings);
    free(request.output);
    free(request.settings);
    return (uint32_t)status;
}

int main(int argc, char **argv) {
    if (argc > 0 && (strcmp(argv[0], "campaign") == 0 || strcmp(argv[0], "work") == 0))
        return (int)environment_campaign(argc, argv);
    fprintf(stderr, "mixter-campaign: mixter campaign and mixter work execute it\n");
    return STATUS_USAGE;
}
