// embed FILE …: writes the text of the files as a C source to standard output, one string literal
// for each line, for core/starc/library.h. A file is named by what follows the last "lib/" or
// "core/" of its path. embed --image FILE: the bytes of one file, for host/guest_image.h.
// Built and run before everything else.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *path) {
    fprintf(stderr, "embed: ");
    perror(path);
    exit(1);
}

static const char *name_of(const char *path) {
    static const char *const folders[] = {"lib/", "core/"};
    const char *name = path;
    for (int i = 0; i < 2; i++)
        for (const char *at = path; (at = strstr(at, folders[i])) != NULL;) {
            at += strlen(folders[i]);
            name = at > name ? at : name;
        }
    return name;
}

static void write_character(int character) {
    if (character == '"' || character == '\\' || character == '?')
        printf("\\%c", character);
    else if (character == '\t')
        printf("\\t");
    else if (character >= ' ' && character < 127)
        putchar(character);
    else
        printf("\\%03o", (unsigned)character);
}

// Returns the size of the text.
static unsigned long embed(const char *path, int number) {
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail(path);
    unsigned long size = 0;
    printf("// %s\nstatic const char text_%d[] =\n    \"", name_of(path), number);
    for (int character; (character = getc(file)) != EOF; size++) {
        if (character != '\n') {
            write_character(character);
            continue;
        }
        printf("\\n\"\n    \"");
    }
    printf("\";\n\n");
    if (ferror(file) != 0 || fclose(file) != 0)
        fail(path);
    return size;
}

enum { BYTES_IN_LINE = 64 };

static void embed_image(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail(path);
    unsigned long size = 0;
    printf("// Made by host/embed.c.\n#include <stdint.h>\n\n"
           "const unsigned char guest_image[] =\n    \"");
    for (int character; (character = getc(file)) != EOF; size++) {
        if (size > 0 && size % BYTES_IN_LINE == 0)
            printf("\"\n    \"");
        write_character(character);
    }
    printf("\";\n\nconst uint32_t guest_image_size = %luu;\n", size);
    if (ferror(file) != 0 || fclose(file) != 0)
        fail(path);
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "--image") == 0) {
        embed_image(argv[2]);
        if (fflush(stdout) != 0)
            fail("standard output");
        return 0;
    }
    unsigned long *sizes = calloc((size_t)argc, sizeof *sizes);
    if (sizes == NULL)
        fail("memory");
    printf("// Made from lib/ by host/embed.c.\n#include \"../core/starc/library.h\"\n\n");
    for (int i = 1; i < argc; i++)
        sizes[i] = embed(argv[i], i);
    printf("const struct library_file library_files[] = {\n");
    for (int i = 1; i < argc; i++)
        printf("    {\"%s\", text_%d, %lu},\n", name_of(argv[i]), i, sizes[i]);
    printf("};\n\nconst uint32_t library_count = %d;\n", argc - 1);
    free(sizes);
    if (fflush(stdout) != 0)
        fail("standard output");
    return 0;
}
