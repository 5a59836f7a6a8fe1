// Files: modes, positions, reading after writing, pushing back, buffers of all kinds, errors.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[40];
static char other[40];

static void show(const char *title) {
    char text[100];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        printf("%s: none\n", title);
        return;
    }
    size_t size = fread(text, 1, sizeof text - 1, file);
    text[size] = 0;
    printf("%s: %zu \"%s\" eof %d\n", title, size, text, feof(file) != 0);
    fclose(file);
}

static void put(const char *mode, const char *text) {
    errno = 0;
    FILE *file = fopen(path, mode);
    if (file == NULL) {
        printf("%s: %s\n", mode, strerror(errno));
        return;
    }
    errno = 0;
    int result = fputs(text, file);
    printf("%s: fputs %d %s", mode, result < 0, result < 0 ? strerror(errno) : "");
    printf(" error %d", ferror(file) != 0);
    printf(" fclose %d\n", fclose(file));
    show(mode);
}

static void modes(void) {
    put("r", "x");
    put("r+", "x");
    put("w", "one\n");
    put("wx", "new\n");
    put("a", "two\n");
    put("r", "no\n");
    put("r+", "ONE");
    put("w+", "three");
    put("a+b", " four");
    put("q", "bad");
    errno = 0;
    printf("%d %s\n", fopen("/nonexistent/file", "r") == NULL, strerror(errno));
    errno = 0;
    printf("%d %s\n", fopen("/", "w") == NULL, strerror(errno));
    FILE *directory = fopen("/", "r");
    if (directory != NULL) {
        errno = 0;
        printf("%d", fgetc(directory));
        printf(" %s %d %d\n", strerror(errno), ferror(directory) != 0, feof(directory) != 0);
        fclose(directory);
    }
}

static void positions(void) {
    FILE *file = fopen(path, "w+");
    for (int i = 0; i < 5000; i++) {
        fprintf(file, "%04d\n", i);
    }
    printf("%ld", ftell(file));
    printf(" %d", fseek(file, 5 * 1234, SEEK_SET));
    int number = 0;
    printf(" %d", fscanf(file, "%d", &number));
    printf(" %d %ld", number, ftell(file));
    printf(" %d", fseek(file, 6, SEEK_CUR));
    printf(" %ld", ftell(file));
    char line[20];
    printf(" %s", fgets(line, sizeof line, file));
    printf("%d", fseek(file, -5, SEEK_END));
    printf(" %s", fgets(line, sizeof line, file));
    printf("%d", fgetc(file));
    printf(" %d", feof(file) != 0);
    printf(" %d", fseek(file, 0, SEEK_SET));
    printf(" %d\n", feof(file) != 0);
    fputs("zero", file);
    fflush(file);
    fseek(file, 0, SEEK_CUR);
    printf("%d", fgetc(file));
    printf(" %d", fgetc(file));
    printf(" %ld\n", ftell(file));
    fpos_t position;
    printf("%d", fgetpos(file, &position));
    printf(" %s", fgets(line, sizeof line, file));
    printf("%d", fsetpos(file, &position));
    printf(" %s", fgets(line, sizeof line, file));
    rewind(file);
    printf("%s", fgets(line, sizeof line, file));
    printf("%d\n", fseek(file, -1, SEEK_SET));
    fseek(file, 30000, SEEK_SET);
    fputc('!', file);
    printf("%ld\n", ftell(file));
    rewind(file);
    size_t total = 0, got;
    static char block[7000];
    unsigned sum = 0;
    while ((got = fread(block, 1, sizeof block, file)) != 0) {
        for (size_t i = 0; i < got; i++) {
            sum = sum * 31 + (unsigned char)block[i];
        }
        total += got;
    }
    printf("%zu %08x %d\n", total, sum, feof(file) != 0);
    fclose(file);
}

static void pushing_back(void) {
    FILE *file = fopen(path, "w+");
    fputs("abc", file);
    rewind(file);
    int c = fgetc(file);
    printf("%c", ungetc(c, file));
    printf("%c", fgetc(file));
    printf("%c", ungetc('X', file));
    printf("%c", fgetc(file));
    printf("%c", fgetc(file));
    printf("%c", fgetc(file));
    printf(" %d", fgetc(file));
    printf(" %d", feof(file) != 0);
    printf(" %c", ungetc('Y', file));
    printf(" %d", feof(file) != 0);
    printf(" %c", fgetc(file));
    printf(" %d", fgetc(file));
    printf(" %d\n", ungetc(EOF, file));
    rewind(file);
    printf("%c", ungetc(0xe9, file) == 0xe9 ? 'y' : 'n');
    printf(" %d", fgetc(file));
    printf(" %d\n", fgetc(file) == 'a');
    fclose(file);
}

static void lines(void) {
    FILE *file = fopen(path, "w");
    fputs("short\n\na longer line than the buffer\nlast", file);
    fclose(file);
    file = fopen(path, "r");
    char line[12];
    while (fgets(line, sizeof line, file) != NULL) {
        printf("[%s]", line);
    }
    printf(" %d %d\n", feof(file) != 0, fgets(line, sizeof line, file) == NULL);
    rewind(file);
    printf("%d", fgets(line, 1, file) == line);
    printf(" %d", line[0]);
    char *all = NULL;
    size_t size = 0;
    ssize_t got;
    while ((got = getline(&all, &size, file)) >= 0) {
        printf(" %d:%d", (int)got, (int)strlen(all));
    }
    free(all);
    fclose(file);
    printf("\n");
}

static void buffers(void) {
    static char space[256];
    static const int kinds[] = {_IOFBF, _IOLBF, _IONBF};
    for (int i = 0; i < 3; i++) {
        FILE *file = fopen(path, "w");
        printf("setvbuf %d\n",
               setvbuf(file, kinds[i] == _IONBF ? NULL : space, kinds[i], sizeof space));
        fputs("part", file);
        show("after part");
        fputs(" line\n", file);
        show("after line");
        fwrite("0123456789012345678901234567890123456789012345678901234567890123456789", 1, 70,
               file);
        fputc('x', file);
        fprintf(file, "%d\n", 42);
        fclose(file);
        show("after close");
        file = fopen(path, "r");
        setvbuf(file, NULL, kinds[i], 0);
        char word[20];
        int n = fscanf(file, "%19s", word);
        printf("%d %s %d\n", n, word, fgetc(file));
        fclose(file);
    }
}

static void errors(void) {
    FILE *full = fopen("/dev/full", "w");
    if (full != NULL) {
        fputs("lost", full);
        errno = 0;
        printf("%d", fflush(full));
        printf(" %s %d", strerror(errno), ferror(full) != 0);
        clearerr(full);
        printf(" %d", ferror(full) != 0);
        fputs("lost", full);
        errno = 0;
        printf(" %d", fclose(full));
        printf(" %s\n", strerror(errno));
    }
    FILE *file = fopen(path, "w");
    errno = 0;
    printf("%d", fgetc(file));
    printf(" %s %d %d\n", strerror(errno), ferror(file) != 0, feof(file) != 0);
    fclose(file);
    file = fopen(path, "w");
    close(fileno(file));
    fputs("text", file);
    errno = 0;
    printf("%d", fclose(file));
    printf(" %s\n", strerror(errno));
    errno = 0;
    printf("%d", remove(path));
    printf(" %d", remove(path));
    printf(" %s\n", strerror(errno));
    errno = 0;
    printf("%d", rename(path, other));
    printf(" %s\n", strerror(errno));
}

static void renames(void) {
    put("w", "to be renamed");
    printf("%d", rename(path, other));
    printf(" %d", access(path, F_OK));
    printf(" %d", rename(other, path));
    printf(" %d\n", access(path, R_OK | W_OK));
    show("renamed");
    FILE *file = freopen(path, "a", fopen(path, "r"));
    fputs(", reopened", file);
    fclose(file);
    show("freopen");
    int descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    file = fdopen(descriptor, "w+");
    printf("%d", fileno(file) == descriptor);
    fputs("fdopen", file);
    fclose(file);
    show(" fdopen");
    printf("%d\n", write(descriptor, "x", 1));
    file = tmpfile();
    fputs("temporary", file);
    rewind(file);
    char word[20];
    printf("%s\n", fgets(word, sizeof word, file));
    fclose(file);
}

int main(void) {
    sprintf(path, "/tmp/libcstar-file-%d", getpid());
    sprintf(other, "/tmp/libcstar-file-%d-other", getpid());
    unlink(path);
    unlink(other);
    modes();
    positions();
    pushing_back();
    lines();
    buffers();
    renames();
    errors();
    return 0;
}
