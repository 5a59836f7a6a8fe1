// What a campaign has tried so far, in a file for tasks of parts with `steer = yes`, which then try
// something else.
#include <stdio.h>
#include <stdlib.h>

#include "campaign.h"

enum { AGE_MAX = 5000 }; // milliseconds

void steer_path(const struct surroundings *place, char path[STEER_PATH]) {
    snprintf(path, STEER_PATH, "%s/tried.txt", place->scratch);
}

bool steer_write(struct store *store, int64_t campaign, const struct surroundings *place,
                 int64_t *written) {
    char path[STEER_PATH], new_path[STEER_PATH + 4];
    struct rows rows = {0};
    if (*written != 0 && milliseconds() - *written < AGE_MAX)
        return true;
    if (!store_once(store, STATEMENT_COVERAGE, VALUES(value_number(campaign)), &rows))
        return false;
    steer_path(place, path);
    snprintf(new_path, sizeof new_path, "%s.new", path);
    FILE *file = fopen(new_path, "w");
    for (unsigned i = 0; file != NULL && i < rows.count; i++) {
        for (unsigned k = 0; k < rows.columns; k++)
            fprintf(file, "%s%c", rows_text(&rows, i, k), k + 1 < rows.columns ? ' ' : '\n');
    }
    // Without the file tasks try what they like: a full disk is no reason to stop.
    if (file != NULL && fclose(file) == 0)
        rename(new_path, path);
    *written = milliseconds();
    rows_free(&rows);
    return true;
}
