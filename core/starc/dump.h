#ifndef DUMP_H
#define DUMP_H

// --dump=PASS, for people who want to see what a pass does.

#include "starc.h"

bool dump_choose(const char *name); // sets options.dump; false if there is no such pass
// Appends a function to dump_text, if this is the pass to show.
void dump_function(enum dump_pass pass, struct object *object);
extern struct buffer dump_text;

void dump_title(const struct object *object);
void dump_tree(const struct object *object); // dump_tree.c
void dump_instructions(const struct object *object);
void dump_words(const struct object *object);

#endif
