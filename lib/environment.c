// libcstar: the environment of the program.
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *getenv(const char *name) {
    size_t size = strlen(name);
    if (environ == NULL) {
        return NULL;
    }
    for (char **entry = environ; *entry != NULL; entry++) {
        if (strncmp(*entry, name, size) == 0 && (*entry)[size] == '=') {
            return *entry + size + 1;
        }
    }
    return NULL;
}

// There is no shell.
int system(const char *command) {
    if (command == NULL) {
        return 0;
    }
    errno = ENOSYS;
    return -1;
}

// ---- changes: the array is copied once, so that it can grow ----

static char **copied;

// Makes room for one more entry; the number of entries, or -1.
static int make_room(void) {
    int count = 0;
    while (environ != NULL && environ[count] != NULL) {
        count++;
    }
    char **more = malloc(((size_t)count + 2) * sizeof *more);
    if (more == NULL) {
        return -1;
    }
    if (count > 0) {
        memcpy(more, environ, (size_t)count * sizeof *more);
    }
    more[count] = more[count + 1] = NULL;
    free(copied);
    environ = copied = more;
    return count;
}

static char **find_entry(const char *name, size_t size) {
    for (char **entry = environ; entry != NULL && *entry != NULL; entry++) {
        if (strncmp(*entry, name, size) == 0 && (*entry)[size] == '=') {
            return entry;
        }
    }
    return NULL;
}

// What setenv allocated is freed when it is no longer the variable's value.
static char **owned;
static size_t owned_count;

static int is_owned(char *entry, size_t *index) {
    for (*index = 0; *index < owned_count; ++*index) {
        if (owned[*index] == entry) {
            return 1;
        }
    }
    return 0;
}

static int own(char *entry) {
    char **more = realloc(owned, (owned_count + 1) * sizeof *more);
    if (more == NULL) {
        return -1;
    }
    owned = more;
    owned[owned_count++] = entry;
    return 0;
}

static void disown(char *entry) {
    size_t index;
    if (is_owned(entry, &index)) {
        owned[index] = owned[--owned_count];
        free(entry);
    }
}

static int is_name(const char *name) {
    if (name != NULL && *name != 0 && strchr(name, '=') == NULL) {
        return 1;
    }
    errno = EINVAL;
    return 0;
}

int unsetenv(const char *name) {
    if (!is_name(name)) {
        return -1;
    }
    for (char **entry; (entry = find_entry(name, strlen(name))) != NULL;) {
        char *old = *entry;
        for (; *entry != NULL; entry++) {
            entry[0] = entry[1];
        }
        disown(old);
    }
    return 0;
}

static int enter_entry(char *entry, size_t size) {
    char **place = find_entry(entry, size);
    if (place != NULL) {
        char *old = *place;
        *place = entry;
        if (old != entry) {
            disown(old);
        }
        return 0;
    }
    int count = make_room();
    if (count < 0) {
        return -1;
    }
    environ[count] = entry;
    return 0;
}

int putenv(char *entry) {
    const char *equals = strchr(entry, '=');
    return equals == NULL ? unsetenv(entry) : enter_entry(entry, (size_t)(equals - entry));
}

int setenv(const char *name, const char *value, int replaces) {
    if (!is_name(name)) {
        return -1;
    }
    size_t size = strlen(name);
    if (!replaces && find_entry(name, size) != NULL) {
        return 0;
    }
    char *entry = malloc(size + strlen(value) + 2);
    if (entry == NULL) {
        return -1;
    }
    memcpy(entry, name, size);
    entry[size] = '=';
    strcpy(entry + size + 1, value);
    if (own(entry) == 0) {
        if (enter_entry(entry, size) == 0) {
            return 0;
        }
        owned_count--;
    }
    free(entry);
    return -1;
}

int clearenv(void) {
    while (owned_count > 0) {
        disown(owned[owned_count - 1]);
    }
    free(copied);
    copied = NULL;
    environ = NULL;
    return 0;
}

// BSD: the last part of the name that the program was started by.
const char *getprogname(void) {
    static char name[256];
    int descriptor = *name != 0 ? -1 : open("/proc/self/cmdline", O_RDONLY);
    if (descriptor >= 0) {
        if (read(descriptor, name, sizeof name - 1) < 0) {
            *name = 0;
        }
        close(descriptor);
    }
    const char *slash = strrchr(name, '/');
    return slash != NULL ? slash + 1 : name;
}
