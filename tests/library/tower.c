// tower FOLDER ENGINE DEPTH [IMAGE]: a program on top of hypervisors: contexts by path, their
// registers, memory and page tables down to the machine, points in the program and beneath it.
#include "check.h"

static struct files files;

static uint32_t symbol(struct mixter *machine, const char *path, const char *name) {
    uint32_t address = 0;
    OK(machine, mixter_symbol(machine, path, name, &address));
    return address;
}

static struct mixter *start_tower(const struct mixter_options *options, uint32_t depth) {
    struct mixter *machine;
    const char *arguments[] = {guest_path("count"), "last"};
    if (mixter_open(options, &machine) != MIXTER_OK)
        exit(1);
    OK(machine, mixter_load_tower(machine, depth, 2, arguments));
    return machine;
}

// Follows an address down to the machine: each page that holds another has the same bytes.
static void follow(struct mixter *machine, const char *path, uint32_t address) {
    char parent[64];
    uint32_t word, below_word;
    strcpy(parent, path);
    OK(machine, mixter_read_memory(machine, path, address, &word, 4, NULL));
    for (char *slash; (slash = strrchr(parent, '/')) != NULL;) {
        struct mixter_translation translation;
        OK(machine, mixter_translate(machine, parent, address, &translation));
        CHECK(translation.is_touched && (translation.permissions & MIXTER_READ) != 0);
        EQUAL(translation.below % 4096, address % 4096);
        address = translation.below;
        *slash = 0;
        OK(machine, mixter_read_memory(machine, parent, address, &below_word, 4, NULL));
        EQUAL(below_word, word);
    }
}

static int count_pages(void *state, uint32_t address,
                       const struct mixter_translation *translation) {
    (void)address, (void)translation;
    ++*(unsigned *)state;
    return 0;
}

// A program that turns out to be a hypervisor, with a point where it serves its guest, and one at
// the guest's registers, which the machine reads, too: from when they are seen first, or, if they
// are known, from the start. Returns how often it has stopped there.
static unsigned count_stops(const struct mixter_options *options, const char *image,
                            uint32_t *block, uint64_t *total) {
    struct mixter *machine;
    struct mixter_stop stop;
    struct mixter_context context;
    const char *arguments[] = {"mixter", "hypster", guest_path("count"), "last"};
    unsigned stops = 0;
    int point;
    if (mixter_open(options, &machine) != MIXTER_OK)
        exit(1);
    OK(machine, mixter_load_file(machine, image, 4, arguments));
    OK(machine, mixter_break(machine, "0", symbol(machine, "0", "process_serve"), &point));
    if (*block != 0)
        OK(machine, mixter_watch(machine, "0", *block + 8, 8, MIXTER_WRITE, &point));
    for (;;) {
        OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
        if (stop.reason != MIXTER_STOP_BREAKPOINT && stop.reason != MIXTER_STOP_WATCHPOINT)
            break;
        if (stops++ == 1 && *block == 0) {
            OK(machine, mixter_context(machine, "0/1", &context));
            *block = context.block;
            OK(machine, mixter_watch(machine, "0", *block + 8, 8, MIXTER_WRITE, &point));
        }
    }
    EQUAL(stop.reason, MIXTER_STOP_EXIT);
    EQUAL(stop.status, 7);
    *total = stop.total;
    mixter_close(machine);
    return stops;
}

static void test_hypervisor(struct mixter_options options, const char *image) {
    uint64_t total, of_reference;
    uint32_t block = 0, again = 0;
    unsigned stops[2];
    options.files = MIXTER_FILES_ALL;
    stops[0] = count_stops(&options, image, &block, &total);
    stops[1] = count_stops(&options, image, &block, &total);
    CHECK(stops[0] > 20 && stops[1] >= stops[0]);
    options.engine = MIXTER_ENGINE_REFERENCE;
    EQUAL(count_stops(&options, image, &again, &of_reference), stops[0]);
    EQUAL(again, block);
    EQUAL(count_stops(&options, image, &again, &of_reference), stops[1]);
    EQUAL(of_reference, total);
}

// A breakpoint in straight code, without a watchpoint that has the guest stepped through.
static void test_straight_code(const struct mixter_options *options, uint32_t depth,
                               const char *path, uint32_t address) {
    struct mixter_stop stop;
    int point;
    struct mixter *machine = start_tower(options, depth);
    OK(machine, mixter_break(machine, path, address, &point));
    for (int i = 0; i < 10; i++) {
        OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
        EQUAL(stop.reason, MIXTER_STOP_BREAKPOINT);
        EQUAL(stop.pc, address);
    }
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.status, 7);
    mixter_close(machine);
}

// ---- pieces ----

enum { PIECES = 20000, SAMPLES = 40 };

static struct {
    uint64_t start, retired, own;
    uint32_t pc;
    enum mixter_exception exception;
    char path[32];
} pieces[PIECES];
static unsigned piece_count, own_calls, own_faults;

static void note_piece(void *state, const struct mixter_piece *piece) {
    const char *program = state;
    if (strcmp(piece->path, program) == 0) {
        own_calls += piece->exception == MIXTER_EXCEPTION_CALL;
        own_faults += piece->exception == MIXTER_EXCEPTION_PAGE_FAULT;
    }
    if (piece_count == PIECES)
        return;
    pieces[piece_count].start = piece->start;
    pieces[piece_count].retired = piece->retired;
    pieces[piece_count].own = piece->own;
    pieces[piece_count].pc = piece->pc;
    pieces[piece_count].exception = piece->exception;
    snprintf(pieces[piece_count++].path, sizeof pieces->path, "%s", piece->path);
}

// The pieces follow each other, and where one begins and ends is where a run by budgets is then.
static void test_pieces(const struct mixter_options *options, uint32_t depth, const char *path) {
    struct mixter_stop stop;
    struct mixter_context context;
    struct mixter *machine = start_tower(options, depth);
    piece_count = own_calls = own_faults = 0;
    OK(machine, mixter_visit_pieces(machine, note_piece, (void *)(uintptr_t)path));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.status, 7);
    uint64_t total = stop.total;
    OK(machine, mixter_run(machine, 1, &stop));
    mixter_close(machine);
    CHECK(piece_count > 20 && piece_count < PIECES && own_calls >= 2 && own_faults >= 2);
    for (unsigned i = 1; i < piece_count; i++) {
        uint64_t end = pieces[i - 1].start + pieces[i - 1].retired;
        CHECK(pieces[i].start >= end && pieces[i].start - end <= depth + 1);
    }
    CHECK(total - pieces[piece_count - 1].start - pieces[piece_count - 1].retired <= depth + 1);
    machine = start_tower(options, depth);
    for (unsigned i = 0; i < SAMPLES; i++) {
        unsigned number = (unsigned)((uint64_t)i * (piece_count - 1) / (SAMPLES - 1));
        uint64_t now = i == 0 ? 0 : stop.total;
        if (pieces[number].retired == 0 || pieces[number].start < now)
            continue;
        OK(machine, mixter_run(machine, pieces[number].start - now, &stop));
        CHECK(strcmp(stop.context, pieces[number].path) == 0);
        OK(machine, mixter_context(machine, stop.context, &context));
        EQUAL(context.retired, pieces[number].own);
        OK(machine, mixter_run(machine, pieces[number].retired, &stop));
        EQUAL(stop.pc, pieces[number].pc);
    }
    mixter_close(machine);
}

// Checkpoints are nothing that happens to a program: it has as many page faults as without.
static void test_pieces_with_checkpoints(const struct mixter_options *options) {
    const char *arguments[] = {guest_path("count"), "last"}, *path = "0";
    unsigned faults[2];
    for (int i = 0; i < 2; i++) {
        struct mixter *machine;
        struct mixter_stop stop;
        struct mixter_checkpoint *checkpoint;
        OK(NULL, mixter_open(options, &machine));
        OK(machine, mixter_load_file(machine, arguments[0], 2, arguments));
        own_faults = 0;
        OK(machine, mixter_visit_pieces(machine, note_piece, (void *)(uintptr_t)path));
        do {
            OK(machine, mixter_run(machine, 100, &stop));
            if (i == 0)
                continue;
            OK(machine, mixter_checkpoint(machine, &checkpoint));
            mixter_checkpoint_free(checkpoint);
        } while (stop.reason == MIXTER_STOP_BUDGET);
        faults[i] = own_faults;
        mixter_close(machine);
    }
    CHECK(faults[0] >= 2);
    EQUAL(faults[1], faults[0]);
}

// What the program executes, whatever is beneath it.
struct traced {
    uint64_t steps, calls, sum, last;
    struct {
        uint32_t address, value;
    } stored[256]; // words that were stored since the last system call
};

static void note_step(void *state, const struct mixter_step *step) {
    struct traced *traced = state;
    uint32_t fields[] = {step->pc,     step->word,  step->address,
                         step->result, step->first, step->second};
    CHECK(traced->steps == 0 || step->total > traced->last);
    traced->last = step->total;
    traced->steps++;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        traced->sum = traced->sum * 31 + fields[i];
    uint32_t slot = step->address / 4 % 256;
    bool is_load = step->word >> 26 == 0x23, is_store = step->word >> 26 == 0x2b; // lw, sw
    if (is_load)
        EQUAL(step->result, step->second);
    if ((is_load || is_store) && traced->stored[slot].address == step->address)
        EQUAL(step->second, traced->stored[slot].value);
    if (is_store) {
        traced->stored[slot].address = step->address;
        traced->stored[slot].value = step->result;
    }
    if ((step->word & 0xfc0007ffu) == 0x21) // addu
        CHECK((step->word >> 11 & 31) == 0 || step->result == step->first + step->second);
}

static void note_call(void *state, const struct mixter_call *call) {
    struct traced *traced = state;
    traced->calls++;
    memset(traced->stored, 0, sizeof traced->stored);
    CHECK(call->total > traced->last && call->pc % 4 == 0);
    traced->last = call->total;
    if (call->number == 4004) // write
        CHECK(call->is_error || call->result == call->arguments[2]);
    traced->sum = traced->sum * 31 + call->number * 7 + call->result + (uint32_t)call->is_error;
}

static struct traced trace(const struct mixter_options *options, uint32_t depth, const char *path) {
    struct traced traced = {.steps = 0};
    const struct mixter_tracer tracer = {note_step, note_call, &traced};
    const char *arguments[] = {guest_path("count"), "last"};
    struct mixter *machine;
    struct mixter_stop stop;
    if (mixter_open(options, &machine) != MIXTER_OK)
        exit(1);
    OK(machine, depth > 0 ? mixter_load_tower(machine, depth, 2, arguments)
                          : mixter_load_file(machine, arguments[0], 2, arguments));
    OK(machine, mixter_trace(machine, path, &tracer));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.status, 7);
    CHECK(depth > 0 || traced.steps + traced.calls + 1 == stop.total); // and exit
    mixter_close(machine);
    return traced;
}

static void test_trace(const struct mixter_options *options, uint32_t depth, const char *path) {
    const struct traced plain = trace(options, 0, "0"), guest = trace(options, depth, path);
    struct mixter_options reference = *options;
    reference.engine = MIXTER_ENGINE_REFERENCE;
    const struct traced slow = trace(&reference, depth > 1 ? 0 : depth, depth > 1 ? "0" : path);
    EQUAL(plain.steps, guest.steps);
    EQUAL(plain.calls, guest.calls);
    EQUAL(plain.sum, guest.sum);
    EQUAL(plain.sum, slow.sum);
    CHECK(plain.steps > 100 && plain.calls > 2);
}

int main(int argc, char **argv) {
    struct mixter_options options;
    struct mixter_stop stop;
    struct mixter_registers registers;
    struct mixter_context context;
    struct mixter_place place;
    int breakpoint, watchpoint, beneath;
    char path[64] = "0";
    if (argc < 4)
        return 2;
    folder = argv[1];
    uint32_t depth = (uint32_t)atoi(argv[3]);
    for (uint32_t i = 0; i < depth; i++)
        strcat(path, "/1");
    mixter_options_init(&options);
    options.engine = (enum mixter_engine)atoi(argv[2]);
    options.files = MIXTER_FILES_READ;
    options.memory = 64 << 20;
    use_files(&options, &files);
    struct mixter *machine = start_tower(&options, depth), *plain = start_tower(&options, depth);
    give_input(&files, "input\n");
    OK(plain, mixter_run(plain, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_EXIT);
    EQUAL(stop.status, 7);
    CHECK(strcmp(stop.context, "0") == 0);
    EQUAL(mixter_context_count(plain), depth + 1);
    uint64_t total = stop.total, digest = digest_of(plain);

    // The names of the program are known before it runs, its context is not.
    uint32_t page[1024];
    EQUAL(mixter_read_memory(machine, path, 0x400000, page, 4, NULL), MIXTER_ERROR_CONTEXT);
    struct mixter *names;
    const char *arguments[] = {"count"};
    mixter_open(&options, &names);
    OK(names, mixter_load_file(names, guest_path("count"), 1, arguments));
    uint32_t add = symbol(names, "0", "add"), sum = symbol(names, "0", "total");
    mixter_close(names);
    OK(machine, mixter_break(machine, path, add, &breakpoint));
    OK(machine, mixter_watch(machine, path, sum, 4, MIXTER_WRITE, &watchpoint));
    for (uint32_t i = 0; i < 10; i++) {
        uint32_t word;
        OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
        EQUAL(stop.reason, MIXTER_STOP_BREAKPOINT);
        EQUAL(stop.point, breakpoint);
        EQUAL(stop.pc, add);
        CHECK(strcmp(stop.context, path) == 0);
        OK(machine, mixter_read_registers(machine, path, &registers));
        EQUAL(registers.pc, add);
        EQUAL(registers.general[4], i);
        OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
        EQUAL(stop.reason, MIXTER_STOP_WATCHPOINT);
        EQUAL(stop.point, watchpoint);
        EQUAL(stop.address, sum);
        OK(machine, mixter_read_memory(machine, path, sum, &word, 4, NULL));
        EQUAL(word, i * (i - 1) / 2 * (i > 0));
        OK(machine, mixter_run(machine, 1, &stop));
        EQUAL(stop.reason, MIXTER_STOP_BUDGET);
        OK(machine, mixter_read_memory(machine, path, sum, &word, 4, NULL));
        EQUAL(word, i * (i + 1) / 2);
    }
    EQUAL(symbol(machine, path, "add"), add);
    OK(machine, mixter_place(machine, path, add, &place));
    CHECK(strcmp(place.function, "add") == 0);
    OK(machine, mixter_place(machine, "0", symbol(machine, "0", "main"), &place));
    CHECK(strcmp(place.function, "main") == 0);
    follow(machine, path, add);
    follow(machine, path, sum);
    unsigned pages = 0, below = 0;
    OK(machine, mixter_visit_pages(machine, path, count_pages, &pages));
    OK(machine, mixter_visit_pages(machine, "0", count_pages, &below));
    CHECK(pages > 3 && below > pages);
    OK(machine, mixter_context(machine, path, &context));
    EQUAL(context.level, depth);
    CHECK(context.is_current && context.block % 512 == 0);
    // The hypervisor's switch is where it stands.
    OK(machine, mixter_context(machine, "0", &context));
    CHECK(!context.is_current && context.retired == stop.total);
    OK(machine, mixter_read_registers(machine, "0", &registers));
    EQUAL(registers.general[2], 4901);
    // Changed, the guest goes on with that.
    uint32_t old, larger = 1000;
    struct mixter_checkpoint *checkpoint;
    OK(machine, mixter_checkpoint(machine, &checkpoint));
    OK(machine, mixter_read_memory(machine, path, sum, &old, 4, NULL));
    OK(machine, mixter_write_memory(machine, path, sum, &larger, 4, NULL));
    follow(machine, path, sum);
    OK(machine, mixter_read_registers(machine, path, &registers));
    registers.general[2] += 5;
    OK(machine, mixter_write_registers(machine, path, &registers));
    OK(machine, mixter_read_registers(machine, path, &registers));
    CHECK(registers.general[2] >= 5);
    OK(machine, mixter_restore(machine, checkpoint));
    mixter_checkpoint_free(checkpoint);
    OK(machine, mixter_break(machine, "0", symbol(machine, "0", "process_serve"), &beneath));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_BREAKPOINT);
    EQUAL(stop.point, beneath);
    CHECK(strcmp(stop.context, "0") == 0);
    OK(machine, mixter_remove(machine, beneath));
    OK(machine, mixter_remove(machine, breakpoint));
    OK(machine, mixter_remove(machine, watchpoint));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.status, 7);
    EQUAL(stop.total, total);
    CHECK(digest_of(machine) == digest); // looking has changed nothing
    mixter_close(machine);
    mixter_close(plain);
    test_straight_code(&options, depth, path, add + 8);
    test_pieces(&options, depth, path);
    test_pieces_with_checkpoints(&options);
    test_trace(&options, depth, path);
    if (argc > 4)
        test_hypervisor(options, argv[4]);
    return finish("tower");
}
