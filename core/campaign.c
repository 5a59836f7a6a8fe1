// The commands mixter campaign and mixter work.
#include "campaign.h"

#include <string.h>

static const struct option_row options_of_store[] = {
    {CAMPAIGN_STORE, "--store", "STORE", "a file of SQLite, or postgresql://... (default NAME.db)"},
    {0, NULL, NULL, NULL},
};

static const struct option_row options_of_workers[] = {
    {CAMPAIGN_WORKERS, "--workers", "N", "so many tasks at once (default: processors)"},
    {CAMPAIGN_BATCH, "--batch", "N", "claim at most N tasks at once (default 100)"},
    {CAMPAIGN_LEASE, "--lease", "SECONDS", "a silent worker's tasks are free then (default 60)"},
    {0, NULL, NULL, NULL},
};

static const struct option_row options_of_campaigns[] = {
    {CAMPAIGN_SET, "--set", "KEY=VALUE", "in every part, such as seeds=1..100"},
    {CAMPAIGN_FINDINGS, "--findings", "DIR", "where findings go (default NAME.findings)"},
    {CAMPAIGN_SLURM, "--slurm", "N", "let N jobs of Slurm do the work"},
    {CAMPAIGN_PARALLEL, "--parallel", "HOSTS", "let workers on HOSTS, by GNU parallel"},
    {0, NULL, NULL, NULL},
};

static const struct option_row options_of_reports[] = {
    {CAMPAIGN_FORMAT, "--format", "FORMAT",
     "text (default), json, html, junit, results or outputs"},
    {CAMPAIGN_OUTPUT, "--output", "FILE", "write it there"},
    {0, NULL, NULL, NULL},
};

static const struct command *asked_for(int argc, char **argv) {
    if (strcmp(argv[0], "work") == 0)
        return &work_command;
    return argc > 1 && strcmp(argv[1], "report") == 0 ? &campaign_report_command
                                                      : &campaign_command;
}

// Help needs no other executable.
static int run(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            command_line_help(asked_for(argc, argv));
            return 0;
        }
    }
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        command_line_version();
        return 0;
    }
    return (int)environment_campaign(argc, argv);
}

const struct command campaign_command = {
    .name = "mixter campaign",
    .summary = "try what a file lists, on as many machines as there are",
    .usage = "Usage: mixter campaign [OPTION ...] FILE.campaign\n"
             "       mixter campaign report [OPTION ...] FILE.campaign\n"
             "Tries all that FILE lists, or what is left of it, and reports what was found.\n\n",
    .tables = {options_of_store, options_of_workers, options_of_campaigns},
    .run = run};

const struct command campaign_report_command = {
    .name = "mixter campaign report",
    .summary = "report what a campaign has found",
    .usage = "Usage: mixter campaign report [OPTION ...] FILE.campaign\n"
             "Reports what has been tried and found so far.\n\n",
    .tables = {options_of_store, options_of_campaigns, options_of_reports},
    .run = run};

const struct command work_command = {
    .name = "mixter work",
    .summary = "work on the campaigns of a store",
    .usage = "Usage: mixter work --store STORE [OPTION ...]\n"
             "Works on the campaigns of a store until all of their tasks are done.\n\n",
    .tables = {options_of_store, options_of_workers},
    .run = run};
