// Code of a vector that is written in assembly language: starc makes a program of it, from which
// its words are taken.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../core/isa/isa.h"
#include "../../core/kernel/program.h"
#include "state.h"

enum { PATH_MOST = 64, LINE_MOST = 256 };

static bool write_source(const char *path, const char *lines) {
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return false;
    // All on the first line, so that lines have their numbers. The symbols say where the code is.
    fprintf(file, ".set noreorder; .set noat; .globl main, state_end; main: %s\nstate_end:\n",
            lines);
    return fclose(file) == 0;
}

static bool compile(const char *folder) {
    static char *const arguments[] = {"starc", "-w", "-march=mips32", "-o", "code", "code.s", NULL};
    int status = 1;
    pid_t process = fork();
    if (process == 0) {
        char own[PATH_MOST];
        int messages;
        snprintf(own, sizeof own, "/proc/%d/exe", (int)getppid());
        if (chdir(folder) != 0 || (messages = open("said", O_WRONLY | O_CREAT, 0600)) < 0 ||
            dup2(messages, 2) < 0)
            _exit(1);
        execv(own, arguments);
        _exit(1);
    }
    return process > 0 && waitpid(process, &status, 0) == process && status == 0;
}

// "code.s:3:2: error: unknown instruction 'foo'" becomes "instruction 3: unknown ...".
static int note_error(const char *path, char wrong[ASSEMBLY_WRONG]) {
    char line[LINE_MOST] = "";
    unsigned number = 0;
    FILE *file = fopen(path, "r");
    if (file != NULL && fgets(line, sizeof line, file) == NULL)
        line[0] = '\0';
    if (file != NULL)
        fclose(file);
    line[strcspn(line, "\n")] = '\0';
    const char *text = strstr(line, "error: ");
    sscanf(line, "code.s:%u", &number);
    snprintf(wrong, ASSEMBLY_WRONG, "element %u cannot be assembled: %.80s", number,
             text != NULL ? text + strlen("error: ") : "starc fails");
    return -1;
}

// Jumps lead to where the code will be.
static uint32_t moved(uint32_t word, uint32_t start, uint32_t size, uint32_t address) {
    enum isa_operation operation = isa_decode(word);
    if (isa_table[operation].format != ISA_FORMAT_J)
        return word;
    uint32_t target = (word & 0x03ffffff) << 2;
    return target - start < size ? isa_encode_jump(operation, target - start + address) : word;
}

static int take_words(const char *path, uint32_t address, uint32_t words[PAGE_WORDS],
                      char wrong[ASSEMBLY_WRONG]) {
    struct image image;
    struct failure failure;
    uint32_t start = 0, end = 0;
    snprintf(wrong, ASSEMBLY_WRONG, "the assembled code cannot be read, or is larger than a page");
    if (!program_load(path, &image, &failure))
        return -1;
    for (uint32_t i = 0; i < image_symbol_count(&image); i++) {
        struct symbol symbol = image_symbol(&image, i);
        if (symbol.name != NULL && strcmp(symbol.name, "main") == 0)
            start = symbol.address;
        if (symbol.name != NULL && strcmp(symbol.name, "state_end") == 0)
            end = symbol.address;
    }
    const struct segment *segment = image_segment_at(&image, start);
    uint32_t room = PAGE_SIZE - address % PAGE_SIZE;
    bool fits = segment != NULL && start != 0 && end >= start && end - start <= room;
    for (uint32_t at = start; fits && at < end; at += 4) {
        uint32_t word = image_word(image_at(&image, segment->offset + at - segment->address));
        words[(at - start) / 4] = moved(word, start, end - start, address);
    }
    image_free(&image);
    return fits ? (int)((end - start) / 4) : -1;
}

static void remove_all(const char *folder) {
    static const char *const names[] = {"code.s", "code", "said"};
    char path[PATH_MOST];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}

int state_assemble(const char *lines, uint32_t address, uint32_t words[PAGE_WORDS],
                   char wrong[ASSEMBLY_WRONG]) {
    char folder[] = "/tmp/mixter-state-XXXXXX", path[PATH_MOST];
    int count = -1;
    snprintf(wrong, ASSEMBLY_WRONG, "a file below /tmp for the assembler cannot be written");
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/code.s", folder);
    if (write_source(path, lines)) {
        snprintf(path, sizeof path, "%s/%s", folder, compile(folder) ? "code" : "said");
        count = strcmp(path + strlen(folder), "/code") == 0
                    ? take_words(path, address, words, wrong)
                    : note_error(path, wrong);
    }
    remove_all(folder);
    return count;
}
