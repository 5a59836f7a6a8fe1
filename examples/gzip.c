// gzip: compresses standard input to standard output, and with -d the other way round. The formats
// are RFC 1951 (deflate) and RFC 1952 (gzip): what this writes, every gunzip reads.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WINDOW = 32768,       // how far back a copy may reach
    COPY_MIN = 3,         // its shortest
    COPY_MAX = 258,       // and its longest
    HASHES = 4096,        // lists of places that begin alike
    TRIES = 32,           // places that are looked at in a list
    TOKENS = 8192,        // of a block
    END_OF_BLOCK = 256,   // symbol after the 256 bytes; then come lengths
    LITERALS = 286,       // symbols: bytes, the end, 29 classes of lengths
    DISTANCES = 30,       // symbols: classes of distances
    FIXED_LITERALS = 288, // the fixed code numbers two more
    LENGTHS = 19,         // symbols: lengths of codes
    CODE_MAX = 15,        // bits of a code,
    LENGTH_CODE_MAX = 7,  // and of one of the code for lengths
};

// The first value of each class of lengths and distances, and how many bits choose one in it.
static const uint16_t length_base[29] = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                         15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                         67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint8_t length_bits[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                        2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
static const uint16_t distance_base[30] = {
    1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
    193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
static const uint8_t distance_bits[30] = {0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                          6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
static const uint8_t length_order[LENGTHS] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                              11, 4,  12, 3, 13, 2, 14, 1, 15};

static void fail(const char *message) {
    fprintf(stderr, "gzip: %s\n", message);
    exit(1);
}

// ---- bytes ----

struct bytes {
    uint8_t *at;
    uint32_t size;
    uint32_t capacity;
};

static void add_byte(struct bytes *bytes, unsigned byte) {
    if (bytes->size == bytes->capacity) {
        bytes->capacity = bytes->capacity == 0 ? 65536 : 2 * bytes->capacity;
        bytes->at = realloc(bytes->at, bytes->capacity);
        if (bytes->at == NULL)
            fail("out of memory");
    }
    bytes->at[bytes->size++] = (uint8_t)byte;
}

static void read_all(struct bytes *bytes) {
    for (int byte; (byte = getchar()) != EOF;)
        add_byte(bytes, (unsigned)byte);
    if (ferror(stdin))
        fail("cannot read standard input");
}

static uint32_t checksum(const uint8_t *at, uint32_t size) {
    static uint32_t table[256];
    uint32_t crc = 0xffffffffu;
    for (uint32_t i = 0; i < 256; i++) {
        table[i] = i;
        for (int bit = 0; bit < 8; bit++)
            table[i] = table[i] % 2 == 1 ? table[i] >> 1 ^ 0xedb88320u : table[i] >> 1;
    }
    for (uint32_t i = 0; i < size; i++)
        crc = table[(crc ^ at[i]) & 0xff] ^ crc >> 8;
    return ~crc;
}

// ---- bits, the lowest of a byte first ----

static struct bytes output;
static uint32_t bits, bit_count; // written but not yet a byte, or read but not yet used

static void put_bits(uint32_t value, unsigned count) {
    bits += value << bit_count;
    bit_count += count;
    for (; bit_count >= 8; bit_count -= 8) {
        add_byte(&output, bits & 0xff);
        bits >>= 8;
    }
}

static void put_word(uint32_t word) {
    for (int i = 0; i < 4; i++, word >>= 8)
        add_byte(&output, word & 0xff);
}

// ---- Huffman codes ----

struct code {
    uint8_t length[FIXED_LITERALS]; // 0: the symbol does not occur
    uint16_t bits[FIXED_LITERALS];  // as they are written
};

// Numbers the codes: shorter ones first, then by symbol. The first bit of a code is its highest.
static void number_codes(struct code *code, unsigned symbols) {
    unsigned next = 0;
    for (unsigned length = 1; length <= CODE_MAX; length++, next *= 2)
        for (unsigned symbol = 0; symbol < symbols; symbol++)
            if (code->length[symbol] == length) {
                unsigned reversed = 0;
                for (unsigned i = 0, rest = next; i < length; i++, rest /= 2)
                    reversed = 2 * reversed + rest % 2;
                code->bits[symbol] = (uint16_t)reversed;
                next++;
            }
}

// The nodes of a tree under construction: symbols, then pairs of nodes.
static uint32_t weight[2 * LITERALS];
static uint16_t parent[2 * LITERALS]; // 0: none yet

static unsigned lightest(unsigned nodes) {
    unsigned best = nodes;
    for (unsigned i = 0; i < nodes; i++)
        if (weight[i] != 0 && parent[i] == 0 && (best == nodes || weight[i] < weight[best]))
            best = i;
    return best;
}

// Huffman's algorithm. If a code becomes too long, the weights are made more alike.
static void make_code(struct code *code, uint32_t *frequency, unsigned symbols, unsigned longest) {
    unsigned used = 0, too_long;
    for (unsigned i = 0; i < symbols; i++)
        used += frequency[i] != 0;
    for (unsigned i = 0; used < 2; i++) // a code has at least two symbols
        if (frequency[i] == 0) {
            frequency[i] = 1;
            used++;
        }
    do {
        unsigned nodes = symbols;
        memset(parent, 0, sizeof parent);
        memcpy(weight, frequency, symbols * sizeof *weight);
        for (unsigned joined = 1; joined < used; joined++, nodes++) {
            weight[nodes] = 0;
            for (int i = 0; i < 2; i++) {
                unsigned child = lightest(nodes);
                weight[nodes] += weight[child];
                parent[child] = (uint16_t)nodes;
            }
        }
        too_long = 0;
        for (unsigned i = 0; i < symbols; i++) {
            unsigned length = 0;
            for (unsigned node = i; parent[node] != 0; node = parent[node])
                length++;
            code->length[i] = (uint8_t)length;
            too_long |= length > longest;
            frequency[i] = (frequency[i] + 1) / 2;
        }
    } while (too_long);
    number_codes(code, symbols);
}

static void put_symbol(const struct code *code, unsigned symbol) {
    put_bits(code->bits[symbol], code->length[symbol]);
}

// ---- compressing ----

// What a block consists of: a byte (distance 0), or a copy of what was there so far back.
struct token {
    uint16_t length;
    uint16_t distance;
};

static struct token tokens[TOKENS];
static uint32_t token_count;

static unsigned class_of(unsigned value, const uint16_t *base, unsigned count) {
    unsigned class = count - 1;
    while (value < base[class])
        class --;
    return class;
}

// The lengths of both codes, written in a third one; runs of zeros are shortened.
static void put_codes(const struct code *literal, const struct code *distance) {
    static struct code code;
    uint32_t frequency[LENGTHS] = {0};
    uint8_t all[LITERALS + DISTANCES], symbol[LITERALS + DISTANCES], extra[LITERALS + DISTANCES];
    unsigned count = 0;
    memcpy(all, literal->length, LITERALS);
    memcpy(all + LITERALS, distance->length, DISTANCES);
    for (unsigned i = 0, run; i < sizeof all; i += run, count++) {
        for (run = 1; all[i] == 0 && i + run < sizeof all && all[i + run] == 0 && run < 138;)
            run++;
        if (run < 3)
            run = 1;
        symbol[count] = run == 1 ? all[i] : run < 11 ? 17 : 18;
        extra[count] = (uint8_t)(run < 11 ? run - 3 : run - 11);
        frequency[symbol[count]]++;
    }
    make_code(&code, frequency, LENGTHS, LENGTH_CODE_MAX);
    put_bits(LITERALS - 257, 5);
    put_bits(DISTANCES - 1, 5);
    put_bits(LENGTHS - 4, 4);
    for (unsigned i = 0; i < LENGTHS; i++)
        put_bits(code.length[length_order[i]], 3);
    for (unsigned i = 0; i < count; i++) {
        put_symbol(&code, symbol[i]);
        if (symbol[i] >= 17)
            put_bits(extra[i], symbol[i] == 17 ? 3 : 7);
    }
}

static void put_block(int is_last) {
    static struct code literal, distance;
    static uint32_t literals[LITERALS], distances[DISTANCES];
    memset(literals, 0, sizeof literals);
    memset(distances, 0, sizeof distances);
    literals[END_OF_BLOCK] = 1;
    for (uint32_t i = 0; i < token_count; i++) {
        if (tokens[i].distance == 0) {
            literals[tokens[i].length]++;
        } else {
            literals[257 + class_of(tokens[i].length, length_base, 29)]++;
            distances[class_of(tokens[i].distance, distance_base, 30)]++;
        }
    }
    make_code(&literal, literals, LITERALS, CODE_MAX);
    make_code(&distance, distances, DISTANCES, CODE_MAX);
    put_bits(is_last ? 5 : 4, 3); // with codes of its own
    put_codes(&literal, &distance);
    for (uint32_t i = 0; i < token_count; i++) {
        const struct token *token = &tokens[i];
        if (token->distance == 0) {
            put_symbol(&literal, token->length);
            continue;
        }
        unsigned class = class_of(token->length, length_base, 29);
        put_symbol(&literal, 257 + class);
        put_bits(token->length - length_base[class], length_bits[class]);
        class = class_of(token->distance, distance_base, 30);
        put_symbol(&distance, class);
        put_bits(token->distance - distance_base[class], distance_bits[class]);
    }
    put_symbol(&literal, END_OF_BLOCK);
    token_count = 0;
}

static void deflate(const uint8_t *in, uint32_t size) {
    static uint32_t newest[HASHES]; // place + 1 of the newest of each list,
    static uint32_t older[WINDOW];  // and of the next older one
    for (uint32_t at = 0, length; at < size; at += length) {
        uint32_t rest = size - at < COPY_MAX ? size - at : COPY_MAX, distance = 0;
        uint32_t hash =
            rest < COPY_MIN
                ? 0
                : (in[at] * 0x9e5fu + in[at + 1] * 0x79b1u + in[at + 2] * 0x1eu) % HASHES;
        uint32_t place = rest < COPY_MIN ? 0 : newest[hash];
        length = 1;
        for (int tries = 0; tries < TRIES && place != 0 && at - (place - 1) < WINDOW; tries++) {
            uint32_t same = 0;
            while (same < rest && in[place - 1 + same] == in[at + same])
                same++;
            if (same >= COPY_MIN && same > length) {
                length = same;
                distance = at - (place - 1);
            }
            place = older[(place - 1) % WINDOW];
        }
        tokens[token_count++] =
            (struct token){(uint16_t)(distance == 0 ? in[at] : length), (uint16_t)distance};
        if (token_count == TOKENS)
            put_block(0);
        for (uint32_t i = at; i < at + length && i + COPY_MIN <= size; i++) {
            hash = (in[i] * 0x9e5fu + in[i + 1] * 0x79b1u + in[i + 2] * 0x1eu) % HASHES;
            older[i % WINDOW] = newest[hash];
            newest[hash] = i + 1;
        }
    }
    put_block(1);
    put_bits(0, 7); // up to a whole byte
}

static void compress(const struct bytes *input) {
    static const uint8_t header[] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255};
    for (unsigned i = 0; i < sizeof header; i++)
        add_byte(&output, header[i]);
    deflate(input->at, input->size);
    put_word(checksum(input->at, input->size));
    put_word(input->size);
}

// ---- expanding ----

static struct bytes source;
static uint32_t source_at;

static unsigned next_byte(void) {
    if (source_at == source.size)
        fail("unexpected end of the input");
    return source.at[source_at++];
}

static uint32_t get_bits(unsigned count) {
    for (; bit_count < count; bit_count += 8)
        bits += (uint32_t)next_byte() << bit_count;
    uint32_t value = bits % ((uint32_t)1 << count);
    bits >>= count;
    bit_count -= count;
    return value;
}

// Bit by bit: codes of a length are consecutive numbers, so the count of each length is all that
// is needed to tell whether a code ends here.
static unsigned get_symbol(const struct code *code, unsigned symbols) {
    unsigned value = 0, first = 0;
    for (unsigned length = 1; length <= CODE_MAX; length++) {
        unsigned count = 0;
        value = 2 * value + get_bits(1);
        first *= 2;
        for (unsigned symbol = 0; symbol < symbols; symbol++)
            if (code->length[symbol] == length && first + count++ == value)
                return symbol;
        first += count;
    }
    fail("invalid compressed data: no such code");
    return 0;
}

static void get_codes(struct code *literal, struct code *distance) {
    static struct code code;
    uint8_t all[320] = {0};
    unsigned literals = get_bits(5) + 257, distances = get_bits(5) + 1, lengths = get_bits(4) + 4;
    memset(&code, 0, sizeof code);
    for (unsigned i = 0; i < lengths; i++)
        code.length[length_order[i]] = (uint8_t)get_bits(3);
    for (unsigned i = 0; i < literals + distances;) {
        unsigned symbol = get_symbol(&code, LENGTHS), value = 0, times = 1;
        if (symbol < 16)
            value = symbol;
        else if (symbol == 16 && i > 0) {
            value = all[i - 1];
            times = 3 + get_bits(2);
        } else {
            times = symbol == 18 ? 11 + get_bits(7) : 3 + get_bits(3);
        }
        if (i + times > literals + distances || literals > LITERALS)
            fail("invalid compressed data: too many codes");
        for (; times > 0; times--)
            all[i++] = (uint8_t)value;
    }
    memset(literal, 0, sizeof *literal);
    memset(distance, 0, sizeof *distance);
    memcpy(literal->length, all, literals);
    memcpy(distance->length, all + literals, distances);
}

// Codes that are the same for everybody (RFC 1951, 3.2.6).
static void fixed_codes(struct code *literal, struct code *distance) {
    for (unsigned i = 0; i < FIXED_LITERALS; i++)
        literal->length[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    memset(distance->length, 5, DISTANCES);
}

static void get_stored(void) {
    bits = bit_count = 0;
    unsigned size = next_byte();
    size += next_byte() * 256;
    source_at += 2;
    for (; size > 0; size--)
        add_byte(&output, next_byte());
}

static void inflate(void) {
    static struct code literal, distance;
    unsigned is_last, symbol;
    do {
        is_last = get_bits(1);
        unsigned kind = get_bits(2);
        if (kind == 0) {
            get_stored();
            continue;
        }
        if (kind == 3)
            fail("invalid compressed data: no such kind of block");
        if (kind == 1)
            fixed_codes(&literal, &distance);
        else
            get_codes(&literal, &distance);
        while ((symbol = get_symbol(&literal, FIXED_LITERALS)) != END_OF_BLOCK) {
            if (symbol < 256) {
                add_byte(&output, symbol);
                continue;
            }
            if (symbol >= LITERALS)
                fail("invalid compressed data: no such length");
            unsigned length = length_base[symbol - 257] + get_bits(length_bits[symbol - 257]);
            symbol = get_symbol(&distance, DISTANCES);
            uint32_t back = distance_base[symbol] + get_bits(distance_bits[symbol]);
            if (back > output.size)
                fail("invalid compressed data: a copy from before the beginning");
            for (; length > 0; length--)
                add_byte(&output, output.at[output.size - back]);
        }
    } while (!is_last);
}

static uint32_t get_word(void) {
    uint32_t word = 0;
    for (unsigned i = 0; i < 32; i += 8)
        word += (uint32_t)next_byte() << i;
    return word;
}

static void expand(void) {
    enum { NAME = 8, COMMENT = 16, EXTRA = 4, CHECKSUM = 2 };
    if (next_byte() != 0x1f || next_byte() != 0x8b || next_byte() != 8)
        fail("not in gzip format");
    unsigned flags = next_byte();
    for (int i = 0; i < 6; i++)
        next_byte();
    if (flags & EXTRA)
        for (unsigned size = next_byte(), i = size + 256 * next_byte(); i > 0; i--)
            next_byte();
    for (unsigned flag = NAME; flag <= COMMENT; flag *= 2)
        while (flags & flag && next_byte() != 0)
            ;
    if (flags & CHECKSUM)
        next_byte(), next_byte();
    inflate();
    if (get_word() != checksum(output.at, output.size))
        fail("invalid compressed data: the checksum is wrong");
    if (get_word() != output.size)
        fail("invalid compressed data: the length is wrong");
}

int main(int argc, char **argv) {
    int is_expanding = argc == 2 && strcmp(argv[1], "-d") == 0;
    if (argc > 1 && !is_expanding)
        fail("usage: gzip [-d] < input > output");
    read_all(&source);
    if (is_expanding)
        expand();
    else
        compress(&source);
    if (output.size > 0 && fwrite(output.at, 1, output.size, stdout) != output.size)
        fail("cannot write standard output");
    if (fflush(stdout) != 0)
        fail("cannot write standard output");
    return 0;
}
