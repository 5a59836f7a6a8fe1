// LZ-style compression and Huffman code lengths of a generated text, with a round trip.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef unsigned char Byte;
static int compress(Byte *to, const Byte *from, int n) {
    int out = 0;
    for (int i = 0; i < n;) {
        int best = 0, distance = 0;
        for (int j = i > 255 ? i - 255 : 0; j < i; j++) {
            int k = 0;
            while (k < 127 && i + k < n && from[j + k] == from[i + k]) k++;
            if (k > best) best = k, distance = i - j;
        }
        if (best > 2) to[out++] = 0x80 | best, to[out++] = distance, i += best;
        else to[out++] = from[i++];
    }
    return out;
}
static int expand(Byte *to, const Byte *from, int n) {
    Byte *p = to;
    while (n-- > 0) {
        Byte b = *from++;
        if (b & 0x80) {
            Byte *q = p - *from++;
            n--;
            for (b &= 0x7f; b--;) *p++ = *q++;
        } else *p++ = b;
    }
    return (int)(p - to);
}
static unsigned bits(const Byte *data, int n) {
    struct { unsigned weight; int parent; } node[512];
    unsigned total = 0;
    int count = 256;
    for (int i = 0; i < 512; i++) node[i].weight = 0, node[i].parent = -1;
    while (n--) node[*data++].weight++;
    for (;;) {
        int a = -1, b = -1;
        for (int i = 0; i < count; i++)
            if (node[i].weight && node[i].parent < 0) {
                if (a < 0 || node[i].weight < node[a].weight) b = a, a = i;
                else if (b < 0 || node[i].weight < node[b].weight) b = i;
            }
        if (b < 0) return total;
        node[a].parent = node[b].parent = count;
        total += node[count++].weight = node[a].weight + node[b].weight;
    }
}
int main(void) {
    static Byte text[1500], packed[1800], again[1500];
    static const char *words[] = {"the ", "cat ", "sat ", "on ", "a ", "mat, ", "and then ", "it ", "purred. "};
    unsigned seed = 7;
    int n = 0;
    while (n < 1400) {
        seed = seed * 1103515245u + 12345u;
        const char *w = words[(seed >> 20) % 9];
        memcpy(text + n, w, strlen(w)), n += (int)strlen(w);
    }
    int size = compress(packed, text, n), back = expand(again, packed, size);
    printf("%d %d %d %d\n", n, size, back, memcmp(text, again, n));
    printf("%u %u\n", bits(text, n), bits(packed, size));
    printf("%.40s\n", again + 100);
    return 0;
}
