// The commands mixter campaign, mixter campaign report and mixter work: their options. What they do
// is the host's (host/campaign), in an executable of its own, which alone needs the libraries of
// databases.
#ifndef CAMPAIGN_COMMANDS_H
#define CAMPAIGN_COMMANDS_H

#include "command_line.h"

enum {
    CAMPAIGN_STORE,
    CAMPAIGN_WORKERS,
    CAMPAIGN_BATCH,
    CAMPAIGN_LEASE,
    CAMPAIGN_SET,
    CAMPAIGN_FINDINGS,
    CAMPAIGN_SLURM,
    CAMPAIGN_PARALLEL,
    CAMPAIGN_FORMAT,
    CAMPAIGN_OUTPUT
};

extern const struct command campaign_command, campaign_report_command, work_command;

// Runs one of them: never returns but with an exit status after a message.
uint32_t environment_campaign(int argc, char **argv);

#endif
