// libcstar: tables of file systems: six fields a line, in which \040 and its like stand for blanks.
#include <mntent.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 4096 };

FILE *setmntent(const char *path, const char *mode) {
    return fopen(path, mode);
}

int endmntent(FILE *table) {
    if (table != NULL) {
        fclose(table);
    }
    return 1;
}

// The next field of a line, in place; what it stands for is never longer.
static char *take_field(char **rest) {
    char *field = strtok_r(NULL, " \t\n", rest);
    if (field == NULL) {
        return "";
    }
    char *to = field;
    for (const char *from = field; *from != 0; to++) {
        if (from[0] == '\\' && from[1] >= '0' && from[1] <= '3' && from[2] >= '0' &&
            from[2] <= '7' && from[3] >= '0' && from[3] <= '7') {
            *to = (char)((from[1] - '0') * 64 + (from[2] - '0') * 8 + from[3] - '0');
            from += 4;
        } else if (from[0] == '\\' && from[1] == '\\') {
            *to = '\\';
            from += 2;
        } else {
            *to = *from++;
        }
    }
    *to = 0;
    return field;
}

struct mntent *getmntent_r(FILE *restrict table, struct mntent *restrict entry, char *restrict text,
                           int size) {
    char *start, *rest;
    do {
        if (fgets(text, size, table) == NULL) {
            return NULL;
        }
        if (strchr(text, '\n') == NULL) { // the rest of a long line is left out
            int character;
            do {
                character = fgetc(table);
            } while (character != '\n' && character != EOF);
        }
        start = text + strspn(text, " \t\n");
    } while (*start == 0 || *start == '#');
    rest = start;
    entry->mnt_fsname = take_field(&rest);
    entry->mnt_dir = take_field(&rest);
    entry->mnt_type = take_field(&rest);
    entry->mnt_opts = take_field(&rest);
    entry->mnt_freq = atoi(take_field(&rest));
    entry->mnt_passno = atoi(take_field(&rest));
    return entry;
}

struct mntent *getmntent(FILE *table) {
    static struct mntent entry;
    static char text[LINE_SIZE];
    return getmntent_r(table, &entry, text, sizeof text);
}

static void put_field(FILE *table, const char *field) {
    for (; *field != 0; field++) {
        if (strchr(" \t\n\\", *field) != NULL) {
            fprintf(table, "\\%03o", *field);
        } else {
            fputc(*field, table);
        }
    }
    fputc(' ', table);
}

int addmntent(FILE *restrict table, const struct mntent *restrict entry) {
    if (fseek(table, 0, SEEK_END) != 0) {
        return 1;
    }
    put_field(table, entry->mnt_fsname);
    put_field(table, entry->mnt_dir);
    put_field(table, entry->mnt_type);
    put_field(table, entry->mnt_opts);
    fprintf(table, "%d %d\n", entry->mnt_freq, entry->mnt_passno);
    return fflush(table) != 0;
}

// A whole word between commas, perhaps with a value.
char *hasmntopt(const struct mntent *entry, const char *option) {
    size_t length = strlen(option);
    for (char *at = entry->mnt_opts; at != NULL; at = strchr(at, ',')) {
        at += *at == ',';
        if (strncmp(at, option, length) == 0 && strchr(",=", at[length]) != NULL) {
            return at;
        }
    }
    return NULL;
}
