#!/bin/sh
# Writes one large C program to standard output: about 25,000 lines of ordinary functions, tables, structures, loops and
# switches, without floating point. bench/run compiles it with every compiler.
awk -v n="${1:-420}" 'BEGIN {
    print "#include <ctype.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n"
    for (i = 0; i < n; i++) {
        printf "/* Part %d: a queue, a scanner, some arithmetic. */\n", i
        printf "typedef struct Item%d {\n    struct Item%d *next;\n    int key, count;\n    char name[%d];\n} Item%d;\n", i, i, 8 + i % 24, i
        printf "static const int table%d[] = {\n", i
        for (j = 0; j < 6; j++) printf "    %d, %d, 0x%x, -%d,\n", i * j, i + j * 31, i * 257 + j, i % 90 + j
        printf "};\nstatic Item%d *list%d;\n\n", i, i
        printf "static Item%d *add%d(const char *name, int key) {\n", i, i
        printf "    Item%d *item = malloc(sizeof *item);\n    if (item == NULL)\n        return NULL;\n", i
        printf "    memset(item, 0, sizeof *item);\n    strncpy(item->name, name, sizeof item->name - 1);\n"
        printf "    item->key = key;\n    item->next = list%d;\n    list%d = item;\n    return item;\n}\n\n", i, i
        printf "static int classify%d(int c) {\n    switch (c) {\n", i
        for (j = 0; j < 8; j++) printf "    case %d:\n        return table%d[%d];\n", j * (i % 5 + 1), i, j
        printf "    case %d:\n        return %s;\n    default:\n        return isdigit(c) ? 1 : isalpha(c) ? 2 : -1;\n    }\n}\n\n", 200 + i, (i ? "classify" i - 1 "(c - 1)" : "0")
        printf "static unsigned mix%d(unsigned a, unsigned b, unsigned char *bytes, int length) {\n", i
        printf "    unsigned hash = %du;\n    for (int k = 0; k < length; k++) {\n", i * 2654435 % 1000003
        printf "        hash ^= bytes[k];\n        hash *= 16777619u;\n        hash = hash << %d | hash >> %d;\n", i % 15 + 1, 31 - i % 15
        printf "        if (hash %% %d == 3 && (a < b || bytes[k] > %d))\n            a += b * %du + (hash & 0x%x);\n", i % 7 + 4, i % 200, i + 3, i * 15 + 255
        printf "        else\n            b -= a / (%du + (hash >> 28));\n    }\n    return a + b + hash;\n}\n\n", i % 9 + 1
        printf "static long long total%d(int depth) {\n    long long sum = %d;\n", i, i
        printf "    for (const Item%d *item = list%d; item != NULL; item = item->next) {\n", i, i
        printf "        if (item->key < 0)\n            continue;\n        sum += (long long)item->key * item->count;\n"
        printf "        while (sum > %dLL)\n            sum -= %d;\n    }\n", 1000000 + i, 99991 + i
        printf "    return depth > 0 ? sum + %s : sum;\n}\n\n", (i ? "total" i - 1 "(depth - 1)" : "1")
    }
    print "int main(void) {\n    unsigned hash = 1;\n    long long sum = 0;\n    unsigned char bytes[16] = \"abcdefghijklmno\";\n"
    for (i = 0; i < n; i++) {
        printf "    add%d(\"item %d\", %d);\n    hash += mix%d(hash, %du, bytes, 15);\n", i, i, i * 3, i, i
        printf "    sum += classify%d((int)(hash %% 300)) + total%d(3);\n", i, i
    }
    print "    printf(\"%x %lld\\n\", hash, sum);\n    return 0;\n}"
}'
