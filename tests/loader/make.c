// make FOLDER: writes a good executable, which exits with 7, and broken copies of it to the folder;
// prints a line "name<TAB>what mipster has to say of it" for each broken one, and for those with
// notes that it accepts, "name<TAB>=status what it says".
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 0x2010, TEXT = 0x34, DATA = 0x54, HEADERS = 0x74, WHOLE = -1 };

struct broken {
    const char *name;
    uint32_t offset; // of the patch
    uint32_t size;   // 1, 2 or 4 bytes
    uint32_t value;
    int32_t length; // of the file
    const char *message;
};

// Program headers: type, offset, address, physical, file size, memory size, flags, alignment.
static const uint32_t text_header[8] = {1, 0, 0x400000, 0, 0x1000, 0x1000, 5, 0x1000};
static const uint32_t data_header[8] = {1, 0x2000, 0x402000, 0, 0x10, 0x3000, 6, 0x1000};

static const struct broken broken[] = {
    {"empty", 0, 0, 0, 0, "the file is empty"},
    {"short", 0, 0, 0, 3, "not an ELF file"},
    {"text", 0, 4, 0x68732123, WHOLE, "not an ELF file"},
    {"header-cut", 0, 0, 0, 51, "truncated ELF header"},
    {"class-64", 4, 1, 2, WHOLE, "a 64-bit ELF file, not a 32-bit one"},
    {"class-9", 4, 1, 9, WHOLE, "unknown ELF class"},
    {"big-endian", 5, 1, 2, WHOLE, "a big-endian ELF file, not a little-endian one"},
    {"endian-0", 5, 1, 0, WHOLE, "unknown ELF byte order"},
    {"version", 6, 1, 0, WHOLE, "unknown ELF version"},
    {"version-2", 20, 4, 2, WHOLE, "unknown ELF version"},
    {"machine", 18, 2, 3, WHOLE, "not for MIPS"},
    {"object", 16, 2, 1, WHOLE, "an object file that is not linked"},
    {"shared", 16, 2, 3, WHOLE,
     "a shared library or position-independent executable, not a static executable"},
    {"core", 16, 2, 4, WHOLE, "a core dump"},
    {"type", 16, 2, 77, WHOLE, "unknown ELF type"},
    {"header-size", 40, 2, 64, WHOLE, "wrong size of the ELF header"},
    {"no-headers", 44, 2, 0, WHOLE, "no program headers"},
    {"entry-size", 42, 2, 56, WHOLE, "wrong size of a program header"},
    {"headers-beyond", 28, 4, 0x3000, WHOLE, "program headers beyond the end of the file"},
    {"headers-wrap", 28, 4, 0xfffffff0, WHOLE, "program headers beyond the end of the file"},
    {"headers-many", 44, 2, 0xffff, WHOLE, "program headers beyond the end of the file"},
    {"headers-misaligned", 28, 4, 0x36, WHOLE, "misaligned program headers"},
    {"interpreter", DATA, 4, 3, WHOLE, "dynamically linked, not a static executable"},
    {"dynamic", DATA, 4, 2, WHOLE, "dynamically linked, not a static executable"},
    {"cut", 0, 0, 0, 0x2008, "a segment beyond the end of the file (truncated?)"},
    {"offset-beyond", DATA + 4, 4, 0x7000, WHOLE,
     "a segment beyond the end of the file (truncated?)"},
    {"offset-wrap", DATA + 4, 4, 0xfffff000, WHOLE,
     "a segment beyond the end of the file (truncated?)"},
    {"file-larger", DATA + 20, 4, 8, WHOLE, "a segment is larger in the file than in memory"},
    {"wraps", DATA + 8, 4, 0xfffff000, WHOLE,
     "a segment wraps around the end of the address space"},
    {"page-zero", DATA + 8, 4, 0, WHOLE, "a segment in the page at address 0"},
    {"kernel", DATA + 8, 4, 0x80000000, WHOLE, "a segment above 0x80000000"},
    {"into-kernel", DATA + 8, 4, 0x7fffe000, WHOLE, "a segment above 0x80000000"},
    {"on-stack", DATA + 8, 4, 0x7ff00000, WHOLE, "a segment where the stack is"},
    {"large", DATA + 20, 4, 0x7f000000, WHOLE, "a segment where the stack is"},
    {"alignment", DATA + 28, 4, 0x1001, WHOLE, "the alignment of a segment is not a power of two"},
    {"congruence", DATA + 8, 4, 0x402004, WHOLE,
     "a segment's address and file offset differ within the page"},
    {"overlap", DATA + 8, 4, 0x3ff000, WHOLE, "the entry point is not in an executable segment"},
    {"same", DATA + 8, 4, 0x400000, WHOLE, "the entry point is not in an executable segment"},
    {"page-shared", TEXT + 20, 4, 0x1000, WHOLE, "=7"},
    {"nothing", TEXT, 4, 0, WHOLE, "the entry point is in no segment"},
    {"entry-outside", 24, 4, 0x500000, WHOLE, "the entry point is in no segment"},
    {"entry-zero", 24, 4, 0, WHOLE, "the entry point is in no segment"},
    {"entry-data", 24, 4, 0x402000, WHOLE, "the entry point is not in an executable segment"},
    {"release-6", 36, 4, 0x90000000, WHOLE, "for MIPS release 6, which has other instructions"},
    {"release-6-64", 36, 4, 0xa0000000, WHOLE, "for MIPS release 6, which has other instructions"},
    {"mips-3", 36, 4, 0x20000000, WHOLE, "for 64-bit MIPS or not in the ABI o32"},
    {"mips-64", 36, 4, 0x80000000, WHOLE, "for 64-bit MIPS or not in the ABI o32"},
    {"n32", 36, 4, 0x50000020, WHOLE, "for 64-bit MIPS or not in the ABI o32"},
    {"eabi", 36, 4, 0x50003000, WHOLE, "for 64-bit MIPS or not in the ABI o32"},
    {"mips16", 36, 4, 0x54001000, WHOLE,
     "in MIPS16 or microMIPS code, which this machine does not have"},
    {"micromips", 36, 4, 0x72001000, WHOLE,
     "in MIPS16 or microMIPS code, which this machine does not have"},
    {"entry-misaligned", 24, 4, 0x400076, WHOLE, "the entry point is misaligned"},
};

// Files with one note, whose first instruction is of mips32. The sizes are those in the note, the
// name and the text those in the file.
struct note {
    const char *file;
    uint32_t name_size;
    uint32_t text_size;
    uint32_t type;
    const char *name; // of 8 bytes
    const char *text; // of 8
    const char *message;
};

static const struct note notes[] = {
    {"note-mipster", 7, 8, 1, "Mixter\0", "mipster",
     "=132 reserved instruction 0x34040007, li a0,0x7 (not one of the 17 of MIPSter, see --isa "
     "mips32), pc 0x00400074"},
    {"note-mips32", 7, 7, 1, "Mixter\0", "mips32\0", "=7"},
    {"note-unknown", 7, 8, 1, "Mixter\0", "mips128",
     "its note names an instruction set that this machine does not have"},
    {"note-open", 7, 7, 1, "Mixter\0", "mipster",
     "its note names an instruction set that this machine does not have"},
    {"note-empty", 7, 0, 1, "Mixter\0", "mipster",
     "its note names an instruction set that this machine does not have"},
    {"note-type", 7, 8, 2, "Mixter\0", "mipster", "=7"},
    {"note-name", 7, 8, 1, "Mixers\0", "mipster", "=7"},
    {"note-name-long", 0xfffffffd, 8, 1, "Mixter\0", "mipster", "=7"},
    {"note-text-long", 7, 0xfffffffd, 1, "Mixter\0", "mipster", "=7"},
    {"note-glibc", 4, 8, 1, "GNU\0\0\0\0", "\0\0\0\0\0\0\0", "=7"},
    {"note-build", 4, 8, 3, "GNU\0\0\0\0", "\0\0\0\0\0\0\0", "=7"},
};

static unsigned char image[SIZE];

static void put(uint32_t offset, uint32_t size, uint32_t value) {
    for (uint32_t i = 0; i < size; i++, value >>= 8)
        image[offset + i] = (unsigned char)value;
}

static void make_good(void) {
    memset(image, 0, sizeof image);
    memcpy(image, "\177ELF\1\1\1", 7);
    put(16, 2, 2); // executable
    put(18, 2, 8); // MIPS
    put(20, 4, 1);
    put(24, 4, 0x400000 + HEADERS);
    put(28, 4, TEXT);
    put(40, 2, 52);
    put(42, 2, 32);
    put(44, 2, 2);
    for (uint32_t i = 0; i < 8; i++) {
        put(TEXT + i * 4, 4, text_header[i]);
        put(DATA + i * 4, 4, data_header[i]);
    }
    put(HEADERS, 4, 0x24040007);     // addiu a0,zero,7
    put(HEADERS + 4, 4, 0x24020fa1); // addiu v0,zero,4001
    put(HEADERS + 8, 4, 0x0000000c); // syscall
}

static void write_file(const char *folder, const char *name, uint32_t length) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.elf", folder, name);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(image, 1, length, file) != length || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
}

static void make_note(const struct note *note) {
    make_good();
    put(HEADERS, 4, 0x34040007); // ori a0,zero,7
    put(DATA, 4, 4);
    put(DATA + 4, 4, 0x1800);
    put(DATA + 16, 4, 28);
    put(0x1800, 4, note->name_size);
    put(0x1804, 4, note->text_size);
    put(0x1808, 4, note->type);
    memcpy(image + 0x180c, note->name, 8);
    memcpy(image + (note->name_size == 4 ? 0x1810 : 0x1814), note->text, 8);
}

// 30,000 headers of one segment that is full of notes, which are not read again for each.
static void make_many_notes(const char *folder) {
    enum { COUNT = 30000, NOTES = 0x300000, START = 0x100000 };
    static unsigned char large[START + NOTES];
    static const uint32_t note_header[8] = {4, START, 0, 0, NOTES, NOTES, 4, 4};
    char path[4096];
    make_good();
    put(28, 4, SIZE);
    put(44, 2, COUNT + 2);
    memcpy(large, image, SIZE);
    memcpy(large + SIZE, image + TEXT, 64);
    for (uint32_t i = 0; i < 8; i++)
        put(i * 4, 4, note_header[i]);
    for (uint32_t i = 0; i < COUNT; i++)
        memcpy(large + SIZE + 64 + i * 32, image, 32);
    snprintf(path, sizeof path, "%s/note-many.elf", folder);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(large, 1, sizeof large, file) != sizeof large || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
    printf("note-many\t=7\n");
}

int main(int argc, char **argv) {
    if (argc != 2)
        return 2;
    make_good();
    write_file(argv[1], "good", SIZE);
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        const struct broken *b = &broken[i];
        make_good();
        // The text ends in the page in which the data starts.
        if (strcmp(b->name, "page-shared") == 0) {
            put(TEXT + 20, 4, 0x1400);
            put(DATA + 4, 4, 0x1800);
            put(DATA + 8, 4, 0x401800);
        } else {
            put(b->offset, b->size, b->value);
        }
        write_file(argv[1], b->name, b->length == WHOLE ? SIZE : (uint32_t)b->length);
        printf("%s\t%s\n", b->name, b->message);
    }
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        make_note(&notes[i]);
        write_file(argv[1], notes[i].file, SIZE);
        printf("%s\t%s\n", notes[i].file, notes[i].message);
    }
    make_many_notes(argv[1]);
    make_note(&notes[0]);
    put(DATA + 4, 4, 0xfffffff0);
    write_file(argv[1], "note-beyond", SIZE);
    printf("note-beyond\tnotes beyond the end of the file\n");
    return 0;
}
