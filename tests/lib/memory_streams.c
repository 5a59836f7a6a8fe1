// open_memstream and fmemopen; ctime_r and the zone; malloc_usable_size.
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(void) {
    char *text, line[50];
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    for (int i = 0; i < 1000; i++)
        fprintf(stream, "%d,", i);
    fflush(stream);
    printf("%d %ld %.10s %s\n", (int)size, ftell(stream), text, text + size - 8);
    fputs("end", stream);
    printf("%d %d %s\n", fclose(stream), (int)size, text + size - 5);
    free(text);

    char lines[] = "line one\nline two";
    stream = fmemopen(lines, strlen(lines), "r");
    while (fgets(line, sizeof line, stream) != NULL)
        printf("[%s]", line);
    printf(" %d %ld", feof(stream) != 0, ftell(stream));
    rewind(stream);
    ungetc(fgetc(stream), stream);
    printf(" %c", fgetc(stream));
    printf(" %d", fseek(stream, 5, SEEK_SET));
    printf(" %c %d\n", fgetc(stream), fputc('x', stream) == EOF);
    fclose(stream);

    char small[10];
    stream = fmemopen(small, sizeof small, "w");
    fputs("0123456789abc", stream);
    printf("%d", fflush(stream) == EOF);
    fclose(stream);
    printf(" %s", small);
    strcpy(small, "abc");
    stream = fmemopen(small, sizeof small, "a");
    fputs("def", stream);
    fclose(stream);
    printf(" %s", small);
    stream = fmemopen(NULL, 20, "w+");
    fputs("hello", stream);
    rewind(stream);
    printf(" %s\n", fgets(line, sizeof line, stream));
    fclose(stream);

    time_t then = 86400;
    struct tm date;
    printf("%s", ctime_r(&then, line));
    gmtime_r(&then, &date);
    printf("%s%ld %d\n", asctime_r(&date, line), date.tm_gmtoff, timegm(&date) == then);
    void *block = malloc(13);
    printf("%d %d\n", malloc_usable_size(block) >= 13, malloc_usable_size(NULL) == 0);
    free(block);
    return 0;
}
