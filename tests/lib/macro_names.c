// Macros of the program, on the command line or before #include, do not reach libcstar (C11 7.1.3).
#define size 10
#define text 1
#define stream 2
#define byte 3
#define memory )
#define left )
#define count (
#define value ,
#define STDIO_H
#define STRING_H
#define STDLIB_H
#include <assert.h>
#include <ctype.h>
#include <fcntl.h>
#include <inttypes.h>
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>
#undef main

int main(void) {
    char copy[8];
    assert(strcpy(copy, "copied") == copy);
    printf("%d %s %d %d\n", size + text + stream + byte, copy, WORD, BYTE);
    free(malloc(5));
    return toupper('a') != 'A';
}
