// Statements in the words of one store.
#ifndef CAMPAIGN_DIALECT_H
#define CAMPAIGN_DIALECT_H

#include "store.h"

struct word {
    const char *name, *meaning;
};

// The text of a statement with each word replaced; to be freed. `words` ends with one without a
// name.
char *dialect_translate(enum statement statement, const struct word *words);

#endif
