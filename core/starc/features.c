// Options that begin with -f and -m and are not ours: most change nothing here.

#include "driver.h"

#include <string.h>

#define FEATURE(name)
#define REFUSED_FEATURE(name)
#define MACHINE(name)
#define REFUSED_MACHINE(name)

#undef FEATURE
#define FEATURE(name) name,
static const char *const known_features[] = {
#include "features.def"
};
#undef FEATURE
#define FEATURE(name)

#undef REFUSED_FEATURE
#define REFUSED_FEATURE(name) name,
static const char *const refused_features[] = {
#include "features.def"
};
#undef REFUSED_FEATURE
#define REFUSED_FEATURE(name)

#undef MACHINE
#define MACHINE(name) name,
static const char *const known_machines[] = {
#include "features.def"
};
#undef MACHINE
#define MACHINE(name)

#undef REFUSED_MACHINE
#define REFUSED_MACHINE(name) name,
static const char *const refused_machines[] = {
#include "features.def"
};

struct names {
    const char *const *items;
    uint32_t count;
};

static bool matches(const char *name, struct names names) {
    for (uint32_t i = 0; i < names.count; i++) {
        size_t length = strlen(names.items[i]);
        bool is_beginning = strchr("-=", names.items[i][length - 1]) != NULL;
        if (strncmp(name, names.items[i], length) == 0 && (is_beginning || name[length] == '\0'))
            return true;
    }
    return false;
}

// Warns once of each option that nobody knows.
static void warn_unknown(const char *option) {
    static struct word_list warned;
    for (uint32_t i = 0; i < warned.count; i++)
        if (strcmp(warned.items[i], option) == 0)
            return;
    warning_at(0, "unknown option '%s' is ignored", option);
    word_list_add(&warned, option);
}

static bool accept(const char *option, struct names known, struct names refused) {
    const char *name = option + 2;
    bool is_denied = strncmp(name, "no-", 3) == 0;
    const char *word = is_denied ? name + 3 : name;
    if (!matches(name, known) && matches(name, refused))
        return false;
    if (!matches(word, known) && !(is_denied && matches(word, refused)))
        warn_unknown(option);
    return true;
}

#define NAMES(array) ((struct names){array, sizeof array / sizeof array[0]})

bool feature_accept(const char *option) {
    return accept(option, NAMES(known_features), NAMES(refused_features));
}

bool feature_accept_machine(const char *option) {
    return accept(option, NAMES(known_machines), NAMES(refused_machines));
}
