// libcstar: messages in the locale "C".
#include <errno.h>
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

char *gettext(const char *message) {
    return (char *)message;
}

char *dgettext(const char *domain, const char *message) {
    (void)domain;
    return (char *)message;
}

char *dcgettext(const char *domain, const char *message, int category) {
    (void)domain, (void)category;
    return (char *)message;
}

char *ngettext(const char *one, const char *several, unsigned long count) {
    return (char *)(count == 1 ? one : several);
}

char *dngettext(const char *domain, const char *one, const char *several, unsigned long count) {
    (void)domain;
    return ngettext(one, several, count);
}

char *dcngettext(const char *domain, const char *one, const char *several, unsigned long count,
                 int category) {
    (void)domain, (void)category;
    return ngettext(one, several, count);
}

// ---- domains, which are kept for those who ask ----

static char default_domain[] = "messages";
static char *current = default_domain;

char *textdomain(const char *domain) {
    if (domain == NULL) {
        return current;
    }
    char *copy = *domain == 0 ? default_domain : strdup(domain);
    if (copy != NULL) {
        if (current != default_domain) {
            free(current);
        }
        current = copy;
    }
    return copy;
}

struct binding {
    struct binding *next;
    char *domain;
    char *folder;
    char *codeset;
};

static struct binding *bindings;

static struct binding *bind(const char *domain) {
    struct binding *binding = bindings;
    if (domain == NULL || *domain == 0) {
        return NULL;
    }
    while (binding != NULL && strcmp(binding->domain, domain) != 0) {
        binding = binding->next;
    }
    if (binding == NULL) {
        binding = calloc(1, sizeof *binding);
        char *name = strdup(domain);
        if (binding == NULL || name == NULL) {
            free(binding);
            free(name);
            return NULL;
        }
        *binding = (struct binding){bindings, name, NULL, NULL};
        bindings = binding;
    }
    return binding;
}

// Puts a copy of the text where another one is, or nothing for none; what is there then.
static char *keep(char **where, const char *text) {
    char *copy = text == NULL ? NULL : strdup(text);
    if (copy != NULL) {
        free(*where);
        *where = copy;
    }
    return text != NULL && copy == NULL ? NULL : *where;
}

char *bindtextdomain(const char *domain, const char *folder) {
    static char default_folder[] = "/usr/share/locale";
    struct binding *binding = bind(domain);
    char *kept = binding == NULL ? NULL : keep(&binding->folder, folder);
    return binding != NULL && folder == NULL && kept == NULL ? default_folder : kept;
}

char *bind_textdomain_codeset(const char *domain, const char *codeset) {
    struct binding *binding = bind(domain);
    return binding == NULL ? NULL : keep(&binding->codeset, codeset);
}
