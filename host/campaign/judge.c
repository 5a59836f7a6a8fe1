// What a task has printed, and how it ended, becomes a verdict. Lines that count:
//   ok …                      one more has passed
//   skip …, sampled …         one was left out, passed in part
//   unfinished …              one came to no end by the clock: unless something failed, again
//   FAIL …                    one more has failed
//   N passed, N failed        sums, instead of lines ok and FAIL
//   finding SIGNATURE: TITLE  a failure; TITLE says more, and does not tell it from others
//   cover ROW CLASS EVENT ENGINE N   tries of an instruction, with such operands, in such an event
#define _GNU_SOURCE
#include <ctype.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "campaign.h"

enum { TRY_AGAIN = 75 }; // EX_TEMPFAIL
enum { SIGNATURE_MAX = 160, TITLE_MAX = 400, FINDINGS_MAX = 64 };

struct lines {
    struct verdict *verdict;
    uint64_t ok, fail, passed, failed;
    bool has_sums, has_finding_lines, has_unfinished;
};

static char *copy(const char *text, size_t length) {
    char *result = strndup(text, length);
    if (result == NULL)
        abort();
    return result;
}

static void add_finding(struct verdict *verdict, const char *signature, const char *title) {
    for (unsigned i = 0; i < verdict->finding_count; i++) {
        if (strncmp(verdict->findings[i].signature, signature, SIGNATURE_MAX) == 0)
            return;
    }
    if (verdict->finding_count == FINDINGS_MAX)
        return;
    struct finding *findings =
        realloc(verdict->findings, (verdict->finding_count + 1) * sizeof *findings);
    if (findings == NULL)
        abort();
    verdict->findings = findings;
    findings[verdict->finding_count++] =
        (struct finding){copy(signature, SIGNATURE_MAX), copy(title, TITLE_MAX)};
}

// Numbers differ from one try to the next: of a line without a signature, the rest is its
// signature.
static void add_without_numbers(struct verdict *verdict, const struct part *part,
                                const char *line) {
    char signature[SIGNATURE_MAX + 1];
    size_t length = (size_t)snprintf(signature, sizeof signature, "%s: ", part->name);
    for (const char *at = line; *at != 0 && length < SIGNATURE_MAX;) {
        if (!isdigit((unsigned char)*at)) {
            signature[length++] = *at++;
            continue;
        }
        signature[length++] = '#';
        while (isxdigit((unsigned char)*at) || *at == 'x')
            at++;
    }
    signature[length < SIGNATURE_MAX ? length : SIGNATURE_MAX] = 0;
    add_finding(verdict, signature, line);
}

static void add_cover(struct verdict *verdict, const char *line) {
    char words[4][32];
    uint64_t tries;
    if (sscanf(line, "%31s %31s %31s %31s %" SCNu64, words[0], words[1], words[2], words[3],
               &tries) != 5)
        return;
    struct cover *covers = realloc(verdict->covers, (verdict->cover_count + 1) * sizeof *covers);
    if (covers == NULL)
        abort();
    verdict->covers = covers;
    struct cover *cover = &covers[verdict->cover_count++];
    for (unsigned i = 0; i < 4; i++)
        cover->words[i] = copy(words[i], sizeof words[i]);
    cover->tries = tries;
}

static bool begins(const char *line, const char *word) {
    size_t length = strlen(word);
    return strncmp(line, word, length) == 0 && (line[length] == ' ' || line[length] == 0);
}

static void read_line(struct lines *lines, const struct part *part, const char *line) {
    struct verdict *verdict = lines->verdict;
    uint64_t passed, failed;
    if (begins(line, "ok")) {
        lines->ok++;
    } else if (begins(line, "skip") || begins(line, "sampled")) {
        verdict->skipped++;
    } else if (strncmp(line, "unfinished", strlen("unfinished")) == 0) {
        verdict->skipped++;
        lines->has_unfinished = true;
    } else if (begins(line, "FAIL")) {
        lines->fail++;
        if (!lines->has_finding_lines)
            add_without_numbers(verdict, part, line);
    } else if (begins(line, "cover")) {
        add_cover(verdict, line + strlen("cover"));
    } else if (begins(line, "finding")) {
        const char *signature = line + strlen("finding "), *colon = strstr(signature, ": ");
        char *text = copy(signature, colon != NULL ? (size_t)(colon - signature) : TITLE_MAX);
        add_finding(verdict, text, colon != NULL ? colon + 2 : signature);
        free(text);
    } else if (sscanf(line, "%" SCNu64 " passed, %" SCNu64 " failed", &passed, &failed) == 2) {
        lines->has_sums = true;
        lines->passed += passed;
        lines->failed += failed;
    }
}

static void read_lines(struct lines *lines, const struct part *part, const char *output) {
    char *text = copy(output, strlen(output)), *next = text;
    lines->has_finding_lines =
        strncmp(text, "finding ", 8) == 0 || strstr(text, "\nfinding ") != NULL;
    while (next != NULL)
        read_line(lines, part, strsep(&next, "\n"));
    free(text);
    lines->verdict->passed = lines->has_sums ? lines->passed : lines->ok;
    lines->verdict->failed = lines->has_sums ? lines->failed : lines->fail;
    if (lines->verdict->failed < lines->verdict->finding_count)
        lines->verdict->failed = lines->verdict->finding_count;
}

void judge(struct verdict *verdict, const struct part *part, const char *output, int status,
           enum overrun overrun) {
    *verdict = (struct verdict){.outcome = "passed"};
    struct lines lines = {.verdict = verdict};
    char text[64] = "";
    if (part->kind->judgment == BY_LINES)
        read_lines(&lines, part, output);
    // Nobody kills a task for what it does: those who do are short of memory, or end a job.
    bool is_ended_by_others = overrun == OVER_CLOCK || (overrun == IN_TIME && WIFSIGNALED(status) &&
                                                        WTERMSIG(status) == SIGKILL);
    verdict->is_unfinished = verdict->failed == 0 && overrun != OVER_PROCESSOR_TIME &&
                             overrun != OVER_MEMORY &&
                             (is_ended_by_others || lines.has_unfinished ||
                              (WIFEXITED(status) && WEXITSTATUS(status) == TRY_AGAIN));
    if (verdict->is_unfinished) {
        verdict->outcome = "unfinished";
        return;
    }
    if (overrun == OVER_PROCESSOR_TIME)
        snprintf(text, sizeof text, "no end within %" PRIu64 " s of processor time", part->seconds);
    else if (overrun == OVER_MEMORY)
        snprintf(text, sizeof text, "more than %" PRIu64 " MB of memory", part->memory >> 20);
    else if (is_ended_by_others)
        verdict->skipped++; // the rest of it
    else if (WIFSIGNALED(status))
        snprintf(text, sizeof text, "killed by signal %d", WTERMSIG(status));
    else if (WEXITSTATUS(status) != 0 && verdict->failed == 0)
        snprintf(text, sizeof text, "status %d", WEXITSTATUS(status));
    if (*text != 0) {
        char signature[SIGNATURE_MAX];
        snprintf(signature, sizeof signature, "%s: %s", part->name, text);
        add_finding(verdict, signature, text);
        verdict->failed++;
    } else if (verdict->passed + verdict->failed + verdict->skipped == 0) {
        verdict->passed = 1; // it says nothing of its own, and exits with 0
    }
    if (overrun == OVER_PROCESSOR_TIME)
        verdict->outcome = "timeout";
    else if (overrun == OVER_MEMORY)
        verdict->outcome = "memory";
    else if (WIFSIGNALED(status) && !is_ended_by_others)
        verdict->outcome = "killed";
    else if (verdict->failed > 0)
        verdict->outcome = "failed";
    else if (verdict->passed == 0)
        verdict->outcome = "skipped";
    if (verdict->failed > 0 && verdict->finding_count == 0)
        add_without_numbers(verdict, part, "failed without a line that says what");
}

void verdict_free(struct verdict *verdict) {
    for (unsigned i = 0; i < verdict->finding_count; i++) {
        free(verdict->findings[i].signature);
        free(verdict->findings[i].title);
    }
    for (unsigned i = 0; i < verdict->cover_count; i++) {
        for (unsigned k = 0; k < 4; k++)
            free(verdict->covers[i].words[k]);
    }
    free(verdict->findings);
    free(verdict->covers);
    *verdict = (struct verdict){0};
}
