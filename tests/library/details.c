// details FOLDER ENGINE: what is easily lost at the edges of functions: the second of two things in
// a row, what is only there in part, what was there before.
#include "check.h"

static struct mixter_options options;
static struct files files;
static struct mixter *machine;

static void begin(const char *name) {
    use_files(&options, &files);
    machine = start(&options, name);
}

static uint32_t symbol(const char *name) {
    uint32_t address = 0;
    OK(machine, mixter_symbol(machine, "0", name, &address));
    return address;
}

static struct mixter_stop run(uint64_t budget) {
    struct mixter_stop stop = {0};
    OK(machine, mixter_run(machine, budget, &stop));
    return stop;
}

static struct mixter_registers registers_now(void) {
    struct mixter_registers registers = {0};
    OK(machine, mixter_read_registers(machine, "0", &registers));
    return registers;
}

static void test_breakpoints_in_a_row(void) {
    int first, second, third;
    begin("count");
    uint32_t add = symbol("add");
    OK(machine, mixter_break(machine, "0", add, &first));
    OK(machine, mixter_break(machine, "0", add + 4, &second));
    for (int i = 0; i < 3; i++) {
        EQUAL(run(MIXTER_NO_BUDGET).point, first);
        struct mixter_stop stop = run(MIXTER_NO_BUDGET);
        EQUAL(stop.point, second);
        EQUAL(stop.pc, add + 4);
        EQUAL(stop.retired, 1);
    }
    // A number stands for one point only, for good.
    OK(machine, mixter_remove(machine, first));
    OK(machine, mixter_break(machine, "0", add + 8, &third));
    CHECK(third != first && third != second);
    EQUAL(mixter_remove(machine, first), MIXTER_ERROR_ARGUMENT);
    mixter_close(machine);
}

static void test_failed_call(void) {
    int32_t results[] = {-5, -4095, -4096, 3};
    options.stop_at_calls = 1;
    begin("count");
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++) {
        EQUAL(run(MIXTER_NO_BUDGET).reason, MIXTER_STOP_CALL);
        OK(machine, mixter_complete_call(machine, results[i]));
        struct mixter_registers registers = registers_now();
        bool is_error = results[i] < 0 && results[i] >= -4095;
        EQUAL(registers.general[7], is_error); // a3
        EQUAL(registers.general[2], (uint32_t)(is_error ? -results[i] : results[i]));
    }
    mixter_close(machine);
    options.stop_at_calls = 0;
}

// Memory of which there is only the beginning.
static void test_partial_memory(void) {
    unsigned char bytes[0x3000] = {0};
    size_t done = 99;
    begin("count");
    uint32_t top = 0x7ffff000; // Linux maps nothing above
    struct mixter_translation translation;
    while (mixter_translate(machine, "0", top - 0x1000, &translation) != MIXTER_OK)
        top -= 0x1000;
    EQUAL(mixter_read_memory(machine, "0", top - 0x1008, bytes, 0x3000, &done),
          MIXTER_ERROR_ADDRESS);
    EQUAL(done, 0x1008);
    EQUAL(mixter_write_memory(machine, "0", top - 8, bytes, 0x1000, &done), MIXTER_ERROR_ADDRESS);
    EQUAL(done, 8);
    mixter_close(machine);
}

static void test_untouched_memory(void) {
    uint32_t before[4] = {0}, after[4];
    struct mixter_translation translation;
    begin("count");
    uint32_t add = symbol("add");
    OK(machine, mixter_translate(machine, "0", add, &translation));
    CHECK(!translation.is_touched);
    OK(machine, mixter_read_memory(machine, "0", add, before, sizeof before, NULL));
    CHECK(before[0] != 0);
    run(MIXTER_NO_BUDGET);
    OK(machine, mixter_translate(machine, "0", add, &translation));
    CHECK(translation.is_touched);
    OK(machine, mixter_read_memory(machine, "0", add, after, sizeof after, NULL));
    CHECK(memcmp(before, after, sizeof before) == 0);
    mixter_close(machine);
}

static void test_interruption(void) {
    begin("endless");
    mixter_interrupt(machine);
    struct mixter_stop stop = run(1000);
    EQUAL(stop.reason, MIXTER_STOP_INTERRUPTED);
    EQUAL(stop.retired, 0);
    stop = run(1000); // one interruption ends one run
    EQUAL(stop.reason, MIXTER_STOP_BUDGET);
    EQUAL(stop.retired, 1000);
    mixter_close(machine);
}

// Points protect pages, which must not show.
static void test_permissions_of_watched_pages(void) {
    struct mixter_translation before, after;
    int point;
    begin("count");
    uint32_t total = symbol("total"), add = symbol("add");
    OK(machine, mixter_break(machine, "0", add, &point));
    EQUAL(run(MIXTER_NO_BUDGET).reason, MIXTER_STOP_BREAKPOINT);
    EQUAL(run(MIXTER_NO_BUDGET).reason, MIXTER_STOP_BREAKPOINT);
    OK(machine, mixter_translate(machine, "0", total, &before));
    EQUAL(before.permissions & (MIXTER_READ | MIXTER_WRITE), MIXTER_READ | MIXTER_WRITE);
    CHECK(before.is_touched);
    OK(machine, mixter_watch(machine, "0", total, 4, MIXTER_READ | MIXTER_WRITE, &point));
    OK(machine, mixter_translate(machine, "0", total, &after));
    EQUAL(after.permissions, before.permissions);
    OK(machine, mixter_translate(machine, "0", add, &after));
    EQUAL(after.permissions & MIXTER_EXECUTE, MIXTER_EXECUTE);
    mixter_close(machine);
}

// hi and lo, as instructions see them.
static void test_hi_and_lo(void) {
    static const uint32_t code[] = {0x00001010, 0x00001812, 0, 0}; // mfhi v0, mflo v1
    begin("count");
    struct mixter_registers registers = registers_now();
    OK(machine, mixter_write_memory(machine, "0", registers.pc, code, sizeof code, NULL));
    registers.hi = 0x12345678;
    registers.lo = 0x9abcdef0;
    OK(machine, mixter_write_registers(machine, "0", &registers));
    run(2);
    registers = registers_now();
    EQUAL(registers.general[2], 0x12345678);
    EQUAL(registers.general[3], 0x9abcdef0);
    mixter_close(machine);
}

// Sets $a0 and goes to code of ours, which replaces what is at the program's entry.
static void put_code(uint32_t pc, const uint32_t *code, size_t size, uint32_t a0) {
    struct mixter_registers registers = registers_now();
    OK(machine, mixter_write_memory(machine, "0", pc, code, size, NULL));
    registers.pc = pc;
    registers.next_pc = pc + 4;
    registers.general[4] = a0;
    OK(machine, mixter_write_registers(machine, "0", &registers));
}

static void test_written_code(void) {
    begin("count");
    uint32_t pc = registers_now().pc;
    for (uint32_t i = 1; i < 4; i++) {
        const uint32_t code[] = {0x24020000 | i, 0, 0, 0}; // li v0,i
        put_code(pc, code, sizeof code, 0);
        run(2);
        EQUAL(registers_now().general[2], i);
    }
    mixter_close(machine);
}

// Registers that were written are not those of the ll before.
static void test_link(void) {
    static const uint32_t code[] = {0xc0820000, 0xe0830000, 0, 0}; // ll v0,(a0), sc v1,(a0)
    options.isa = MIXTER_ISA_MIPS32;
    begin("count");
    uint32_t pc = registers_now().pc;
    for (int writes = 0; writes < 2; writes++) {
        put_code(pc, code, sizeof code, symbol("total"));
        run(1);
        struct mixter_registers registers = registers_now();
        if (writes)
            OK(machine, mixter_write_registers(machine, "0", &registers));
        run(1);
        EQUAL(registers_now().general[3], !writes);
    }
    mixter_close(machine);
    options.isa = MIXTER_ISA_OF_PROGRAM;
}

static int note_first(void *state, uint32_t address, const struct mixter_translation *page) {
    (void)page;
    *(uint32_t *)state = address;
    return 1;
}

static void test_first_page(void) {
    uint32_t first = 0;
    begin("count");
    run(1);
    OK(machine, mixter_visit_pages(machine, "0", note_first, &first));
    EQUAL(first, 0x400000);
    mixter_close(machine);
}

// A watchpoint of `size` bytes, of which only those of `total` are accessed.
static void test_edges_of_watchpoint(uint32_t before, uint32_t size) {
    int point, breakpoint;
    begin("count");
    uint32_t total = symbol("total");
    OK(machine, mixter_break(machine, "0", symbol("add"), &breakpoint));
    EQUAL(run(MIXTER_NO_BUDGET).point, breakpoint);
    OK(machine, mixter_remove(machine, breakpoint)); // or code in its page is stepped through
    OK(machine, mixter_watch(machine, "0", total - before, size, MIXTER_WRITE, &point));
    struct mixter_stop stop = run(MIXTER_NO_BUDGET);
    EQUAL(stop.reason, MIXTER_STOP_WATCHPOINT);
    EQUAL(stop.point, point);
    EQUAL(stop.address, total);
    mixter_close(machine);
}

// System calls read what the program writes.
static void test_access_of_kernel(void) {
    int point;
    begin("count");
    give_input(&files, "input");
    OK(machine, mixter_watch(machine, "0", symbol("buffer"), 4, MIXTER_READ, &point));
    struct mixter_stop stop = run(MIXTER_NO_BUDGET);
    EQUAL(stop.reason, MIXTER_STOP_WATCHPOINT);
    EQUAL(stop.by_kernel, 1);
    EQUAL(stop.access, MIXTER_READ);
    CHECK(strstr(files.output.bytes, "input") != NULL);
    mixter_close(machine);
}

int main(int argc, char **argv) {
    if (argc != 3)
        return 2;
    folder = argv[1];
    mixter_options_init(&options);
    options.engine = (enum mixter_engine)atoi(argv[2]);
    test_breakpoints_in_a_row();
    test_failed_call();
    test_partial_memory();
    test_untouched_memory();
    test_interruption();
    test_permissions_of_watched_pages();
    test_hi_and_lo();
    test_written_code();
    test_link();
    test_first_page();
    test_edges_of_watchpoint(3, 4);
    test_edges_of_watchpoint(0x1000, 0x1004);
    test_access_of_kernel();
    return finish("details");
}
