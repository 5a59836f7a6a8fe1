// functions FOLDER ENGINE [RECORDING]: each function of mixter.h, used rightly and wrongly, on one
// engine; or a recording of the command.
#include "check.h"

static enum mixter_engine engine;
static struct files files;

static struct mixter_options options_of_test(void) {
    struct mixter_options options;
    mixter_options_init(&options);
    options.engine = engine;
    use_files(&options, &files);
    return options;
}

static struct mixter *start_usual(const char *name) {
    struct mixter_options options = options_of_test();
    return start(&options, name);
}

static uint32_t symbol(struct mixter *machine, const char *name) {
    uint32_t address = 0;
    OK(machine, mixter_symbol(machine, "0", name, &address));
    return address;
}

// ---- opening and loading ----

static void test_nothing(void) {
    struct mixter_stop stop;
    struct mixter_context context;
    struct mixter_registers registers;
    struct mixter_place place;
    struct mixter_checkpoint *checkpoint;
    const void *bytes;
    size_t size;
    uint64_t digest;
    uint32_t address;
    int point;
    EQUAL(mixter_open(NULL, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_run(NULL, 1, &stop), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_load_file(NULL, "x", 0, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_load_bytes(NULL, "x", 1, 0, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_load_tower(NULL, 1, 0, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_complete_call(NULL, 0), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_context_count(NULL), 0);
    EQUAL(mixter_context_at(NULL, 0, &context), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_context(NULL, "0", &context), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_read_registers(NULL, "0", &registers), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_write_registers(NULL, "0", &registers), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_read_memory(NULL, "0", 0, &address, 4, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_write_memory(NULL, "0", 0, &address, 4, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_place(NULL, "0", 0, &place), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_symbol(NULL, "0", "main", &address), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_break(NULL, "0", 0, &point), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_watch(NULL, "0", 0, 4, MIXTER_READ, &point), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_remove(NULL, 1), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_digest(NULL, &digest), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_visit_pieces(NULL, NULL, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_trace(NULL, "0", NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_checkpoint(NULL, &checkpoint), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_restore(NULL, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_record(NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_recording(NULL, &bytes, &size), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_replay(NULL, "x", 1), MIXTER_ERROR_ARGUMENT);
    CHECK(strcmp(mixter_message(NULL), "") == 0);
    mixter_interrupt(NULL);
    mixter_checkpoint_free(NULL);
    EQUAL(mixter_checkpoint_retired(NULL), 0);
    EQUAL(mixter_checkpoint_size(NULL), 0);
    mixter_options_init(NULL);
    mixter_close(NULL);
    CHECK(strcmp(mixter_version(), MIXTER_VERSION) == 0);
    for (int i = -1; i <= MIXTER_ERRORS; i++)
        CHECK(mixter_error_text((enum mixter_error)i)[0] != 0);
}

static void refuse(struct mixter_options options, const char *what) {
    struct mixter *machine = (struct mixter *)&options;
    EQUAL(mixter_open(&options, &machine), MIXTER_ERROR_ARGUMENT);
    CHECK(machine == NULL);
    if (strstr(mixter_open_message(), what) == NULL) {
        printf("'%s' does not say '%s'\n", mixter_open_message(), what);
        failed++;
    }
}

static void test_options(void) {
    struct mixter_options options = options_of_test();
    struct mixter *machine;
    options.size = 0;
    refuse(options, "mixter_options_init");
    options = options_of_test();
    options.size++;
    refuse(options, "newer");
    options = options_of_test();
    options.engine = (enum mixter_engine)99;
    refuse(options, "engine");
    options = options_of_test();
    options.files = MIXTER_FILES_BELOW;
    refuse(options, "root");
    options.files = (enum mixter_files) - 1;
    refuse(options, "files");
    options = options_of_test();
    options.isa = (enum mixter_isa)3;
    refuse(options, "instruction set");
    options = options_of_test();
    options.memory = 100;
    refuse(options, "64 KiB");
    options = options_of_test();
    options.code_cache = 1;
    refuse(options, "code cache");
    options = options_of_test();
    options.streams[0].write = write_buffer;
    refuse(options, "input is read");
    options = options_of_test();
    options.files = MIXTER_FILES_BELOW;
    options.root = "/no/such/directory";
    EQUAL(mixter_open(&options, &machine), MIXTER_ERROR_FILE);
    CHECK(strstr(mixter_open_message(), "/no/such/directory") != NULL);
    OK(NULL, mixter_open(NULL, &machine));
    CHECK(mixter_open_message()[0] == 0);
    mixter_close(machine);
}

static void test_loading(void) {
    struct mixter_options options = options_of_test();
    struct mixter_stop stop;
    struct mixter *machine;
    const char *arguments[] = {"name", NULL};
    uint64_t digest;
    OK(NULL, mixter_open(&options, &machine));
    EQUAL(mixter_run(machine, 1, &stop), MIXTER_ERROR_STATE);
    EQUAL(mixter_digest(machine, &digest), MIXTER_ERROR_STATE);
    EQUAL(mixter_context_count(machine), 0);
    EQUAL(mixter_load_file(machine, NULL, 1, arguments), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_load_file(machine, "x", 0, arguments), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_load_file(machine, "x", 1, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_load_file(machine, "x", 2, arguments), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_load_file(machine, "/no/such/file", 1, arguments), MIXTER_ERROR_FILE);
    CHECK(strstr(mixter_message(machine), "/no/such/file: no such file") != NULL);
    EQUAL(mixter_load_file(machine, "/dev/null", 1, arguments), MIXTER_ERROR_PROGRAM);
    EQUAL(mixter_load_file(machine, "/", 1, arguments), MIXTER_ERROR_FILE);
    EQUAL(mixter_load_bytes(machine, NULL, 4, 1, arguments), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_load_bytes(machine, "no program", 10, 1, arguments), MIXTER_ERROR_PROGRAM);
    EQUAL(mixter_load_bytes(machine, "", 0, 1, arguments), MIXTER_ERROR_PROGRAM);
    EQUAL(mixter_load_bytes(machine, "int x;", 6, 1, (const char *const[]){"x.c"}),
          MIXTER_ERROR_PROGRAM);
    CHECK(strstr(mixter_message(machine), "x.c: is a C source file: compile it") != NULL);
    EQUAL(mixter_load_tower(machine, 0, 1, arguments), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_load_tower(machine, 1, 1, arguments), MIXTER_ERROR_FILE);
    // After all these it can still load one.
    OK(machine, mixter_load_file(machine, guest_path("count"), 1, arguments));
    EQUAL(mixter_load_file(machine, guest_path("count"), 1, arguments), MIXTER_ERROR_STATE);
    EQUAL(mixter_record(machine), MIXTER_ERROR_STATE);
    EQUAL(mixter_replay(machine, "x", 1), MIXTER_ERROR_STATE);
    mixter_close(machine);
}

static void test_bytes(void) {
    static unsigned char bytes[1 << 20];
    struct mixter_options options = options_of_test();
    struct mixter *machine;
    struct mixter_stop stop;
    const char *arguments[] = {"count"};
    FILE *file = fopen(guest_path("count"), "rb");
    size_t size = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file != NULL)
        fclose(file);
    OK(NULL, mixter_open(&options, &machine));
    EQUAL(mixter_load_bytes(machine, bytes, 100, 1, arguments), MIXTER_ERROR_PROGRAM);
    OK(machine, mixter_load_bytes(machine, bytes, size, 1, arguments));
    memset(bytes, 0, size); // it has a copy
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.status, 7);
    CHECK(strcmp(files.errors.bytes, "1 count\n") == 0);
    mixter_close(machine);
}

// ---- running ----

static void test_budgets(void) {
    struct mixter *whole = start_usual("count");
    struct mixter_stop stop;
    give_input(&files, "input\n");
    OK(whole, mixter_run(whole, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_EXIT);
    EQUAL(stop.status, 7);
    CHECK(stop.cause == NULL && stop.signal_name == NULL && strcmp(stop.context, "0") == 0);
    CHECK(strncmp(files.output.bytes, "0\n1\n3\n6\n10\n15\n21\n28\n36\n45\ninput\n", 35) == 0);
    CHECK(strcmp(files.errors.bytes, "2 last\n") == 0);
    uint64_t total = stop.total, digest = digest_of(whole);
    EQUAL(stop.retired, total);
    OK(whole, mixter_run(whole, 5, &stop));
    EQUAL(stop.reason, MIXTER_STOP_EXIT);
    EQUAL(stop.retired, 0);
    OK(whole, mixter_run(whole, 5, NULL));
    mixter_close(whole);

    for (uint64_t budget = 1; budget < 3000; budget = budget * 3 + 1) {
        struct mixter *machine = start_usual("count");
        give_input(&files, "input\n");
        uint64_t sum = 0;
        for (;;) {
            OK(machine, mixter_run(machine, budget, &stop));
            sum += stop.retired;
            EQUAL(stop.total, sum);
            if (stop.reason != MIXTER_STOP_BUDGET)
                break;
            EQUAL(stop.retired, budget);
        }
        EQUAL(sum, total);
        CHECK(digest_of(machine) == digest);
        OK(machine, mixter_run(machine, 0, &stop));
        EQUAL(stop.reason, MIXTER_STOP_EXIT);
        mixter_close(machine);
    }
}

// A digest is of the program, not of who has looked before.
static void test_looking(void) {
    struct mixter *looked = start_usual("large"), *other = start_usual("large");
    struct mixter_stop stop;
    digest_of(looked);
    OK(looked, mixter_run(looked, MIXTER_NO_BUDGET, &stop));
    OK(other, mixter_run(other, 300, &stop));
    OK(other, mixter_run(other, MIXTER_NO_BUDGET, &stop));
    CHECK(digest_of(looked) == digest_of(other));
    mixter_close(looked);
    mixter_close(other);
}

static void test_ends(void) {
    struct mixter_stop stop;
    struct mixter *machine = start_usual("dies");
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_SIGNAL);
    EQUAL(stop.status, 139);
    CHECK(strcmp(stop.signal_name, "SIGSEGV") == 0);
    CHECK(strstr(stop.cause, "cannot write address 0x00000000") != NULL);
    struct mixter_place place;
    OK(machine, mixter_place(machine, "0", stop.pc, &place));
    CHECK(strcmp(place.function, "main") == 0 && place.line == 5);
    mixter_close(machine);

    struct mixter_options options = options_of_test();
    options.output_limit = 5;
    machine = start(&options, "count");
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_LIMIT);
    EQUAL(stop.status, 124);
    EQUAL(files.output.size, 5);
    mixter_close(machine);

    options = options_of_test();
    options.input_limit = 3;
    machine = start(&options, "count");
    give_input(&files, "abcdef");
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_LIMIT);
    CHECK(strstr(stop.cause, "input") != NULL);
    mixter_close(machine);

    options = options_of_test();
    options.memory = 0x10000;
    machine = start(&options, "large");
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_LIMIT);
    EQUAL(stop.status, 137);
    mixter_close(machine);
}

static int64_t fail_write(void *state, uint64_t position, const void *bytes, size_t size) {
    (void)bytes, (void)size;
    *(uint64_t *)state = position;
    return -5; // EIO
}

static int64_t lie(void *state, uint64_t position, void *bytes, size_t size) {
    (void)state, (void)position, (void)bytes;
    return (int64_t)size + 1;
}

static struct mixter *used;

static int64_t use_machine(void *state, uint64_t position, const void *bytes, size_t size) {
    struct mixter_stop stop;
    (void)state, (void)position, (void)bytes;
    EQUAL(mixter_run(used, 1, &stop), MIXTER_ERROR_STATE);
    mixter_close(used); // is ignored
    return (int64_t)size;
}

static void test_streams(void) {
    struct mixter_options options = options_of_test();
    struct mixter_stop stop;
    uint64_t position = 99;
    options.streams[0].read = lie;
    options.streams[1].write = fail_write;
    options.streams[1].state = &position;
    struct mixter *machine = start(&options, "count");
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_EXIT);
    EQUAL(position, 0);
    mixter_close(machine);

    options = options_of_test();
    options.streams[1].write = use_machine;
    used = machine = start(&options, "count");
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.status, 7);
    mixter_close(machine);

    options = options_of_test();
    for (int i = 0; i < 3; i++) {
        options.streams[i].read = NULL;
        options.streams[i].write = NULL;
        options.streams[i].descriptor = -1; // closed
    }
    machine = start(&options, "count");
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.status, 7);
    mixter_close(machine);
}

static void test_calls(void) {
    struct mixter_options options = options_of_test();
    struct mixter_stop stop;
    struct mixter_registers registers;
    options.stop_at_calls = 1;
    struct mixter *machine = start(&options, "count");
    unsigned calls = 0, writes = 0;
    EQUAL(mixter_complete_call(machine, 0), MIXTER_ERROR_STATE);
    for (;;) {
        OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
        if (stop.reason != MIXTER_STOP_CALL)
            break;
        calls++;
        OK(machine, mixter_read_registers(machine, "0", &registers));
        EQUAL(registers.general[2], stop.call);
        if (stop.call != 4004 || registers.general[4] != 1)
            continue;
        writes++;
        OK(machine, mixter_complete_call(machine, (int32_t)registers.general[6]));
        EQUAL(mixter_complete_call(machine, 0), MIXTER_ERROR_STATE);
    }
    EQUAL(stop.reason, MIXTER_STOP_EXIT);
    EQUAL(stop.status, 7);
    CHECK(writes > 0 && calls > writes);
    EQUAL(files.output.size, 0); // we have taken it
    mixter_close(machine);
}

// ---- registers and memory ----

static void test_registers(void) {
    struct mixter *machine = start_usual("count");
    struct mixter_registers registers, again;
    struct mixter_context context;
    struct mixter_stop stop;
    OK(machine, mixter_run(machine, 100, &stop));
    OK(machine, mixter_read_registers(machine, "0", &registers));
    EQUAL(registers.pc, stop.pc);
    EQUAL(registers.retired, 100);
    EQUAL(registers.general[0], 0);
    uint64_t digest = digest_of(machine);
    OK(machine, mixter_write_registers(machine, "0", &registers));
    CHECK(digest_of(machine) == digest);
    again = registers;
    again.general[0] = 5;
    again.general[8] += 1;
    again.retired = 7;
    again.floating[3] = 0x3f800000;
    OK(machine, mixter_write_registers(machine, "0", &again));
    CHECK(digest_of(machine) != digest);
    OK(machine, mixter_read_registers(machine, "0", &again));
    EQUAL(again.general[0], 0);
    EQUAL(again.general[8], registers.general[8] + 1);
    EQUAL(again.retired, 100);
    EQUAL(again.floating[3], 0x3f800000);
    again.pc = 2;
    EQUAL(mixter_write_registers(machine, "0", &again), MIXTER_ERROR_ARGUMENT);
    OK(machine, mixter_write_registers(machine, "0", &registers));
    EQUAL(mixter_read_registers(machine, "1", &again), MIXTER_ERROR_CONTEXT);
    EQUAL(mixter_read_registers(machine, "0/1", &again), MIXTER_ERROR_CONTEXT);
    EQUAL(mixter_read_registers(machine, NULL, &again), MIXTER_ERROR_CONTEXT);
    EQUAL(mixter_read_registers(machine, "0", NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_context_count(machine), 1);
    OK(machine, mixter_context_at(machine, 0, &context));
    CHECK(strcmp(context.path, "0") == 0 && context.is_current && context.retired == 100);
    EQUAL(mixter_context_at(machine, 1, &context), MIXTER_ERROR_CONTEXT);
    EQUAL(mixter_context(machine, "0/7", &context), MIXTER_ERROR_CONTEXT);
    EQUAL(mixter_context(machine, "0", NULL), MIXTER_ERROR_ARGUMENT);
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.status, 7);
    mixter_close(machine);
}

static void test_memory(void) {
    struct mixter *machine = start_usual("count");
    struct mixter_translation translation;
    struct mixter_stop stop;
    uint32_t total = symbol(machine, "total"), values = symbol(machine, "values");
    uint32_t add = symbol(machine, "add"), word = 1;
    unsigned char bytes[8000];
    size_t done;
    uint64_t digest = digest_of(machine);
    // Before anything has run: pages that are not there yet.
    OK(machine, mixter_read_memory(machine, "0", total, &word, 4, NULL));
    EQUAL(word, 0);
    OK(machine, mixter_read_memory(machine, "0", values, bytes, sizeof bytes, &done));
    EQUAL(done, sizeof bytes);
    OK(machine, mixter_translate(machine, "0", values, &translation));
    CHECK(!translation.is_touched);
    EQUAL(translation.permissions & MIXTER_WRITE, MIXTER_WRITE);
    CHECK(digest_of(machine) == digest); // looking changes nothing
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    OK(machine, mixter_read_memory(machine, "0", total, &word, 4, NULL));
    EQUAL(word, 45);
    OK(machine, mixter_read_memory(machine, "0", values + 9 * 50 * 4, &word, 4, NULL));
    EQUAL(word, 45);
    OK(machine, mixter_translate(machine, "0", total, &translation));
    CHECK(translation.is_touched && translation.below != 0);
    OK(machine, mixter_translate(machine, "0", add, &translation));
    EQUAL(translation.permissions, MIXTER_READ + MIXTER_EXECUTE);
    EQUAL(mixter_translate(machine, "0", 0, &translation), MIXTER_ERROR_ADDRESS);
    EQUAL(mixter_translate(machine, "0", 0x80000000, &translation), MIXTER_ERROR_ADDRESS);
    EQUAL(mixter_translate(machine, "0", total, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_read_memory(machine, "0", 0, bytes, 4, &done), MIXTER_ERROR_ADDRESS);
    EQUAL(done, 0);
    EQUAL(mixter_read_memory(machine, "0", 0x7ffffffe, bytes, 4, &done), MIXTER_ERROR_ADDRESS);
    EQUAL(mixter_read_memory(machine, "0", total, NULL, 4, &done), MIXTER_ERROR_ARGUMENT);
    OK(machine, mixter_read_memory(machine, "0", total, NULL, 0, &done));
    EQUAL(mixter_read_memory(machine, "0", 0xfffffffe, bytes, 8, &done), MIXTER_ERROR_ADDRESS);
    mixter_close(machine);
}

static void test_writing(void) {
    struct mixter *machine = start_usual("count");
    struct mixter_stop stop;
    uint32_t total = symbol(machine, "total"), main = symbol(machine, "main");
    uint32_t word = 100;
    OK(machine, mixter_write_memory(machine, "0", total, &word, 4, NULL));
    // main becomes: addiu $v0, $zero, 42; jr $ra (starc returns to the start of the program).
    const uint32_t code[] = {0x03e00008, 0x2402002a};
    int point;
    OK(machine, mixter_break(machine, "0", main, &point));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_BREAKPOINT);
    OK(machine, mixter_write_memory(machine, "0", main, code, sizeof code, NULL));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_EXIT);
    EQUAL(stop.status, 42);
    OK(machine, mixter_read_memory(machine, "0", total, &word, 4, NULL));
    EQUAL(word, 100);
    EQUAL(mixter_write_memory(machine, "0", 0, &word, 4, NULL), MIXTER_ERROR_ADDRESS);
    EQUAL(mixter_write_memory(machine, "0", total, NULL, 4, NULL), MIXTER_ERROR_ARGUMENT);
    mixter_close(machine);
}

struct pages {
    unsigned count, code;
    uint32_t last;
    unsigned most;
};

static int visit(void *state, uint32_t address, const struct mixter_translation *translation) {
    struct pages *pages = (struct pages *)state;
    CHECK(pages->count == 0 || address > pages->last);
    CHECK(address % 4096 == 0 && translation->is_touched);
    pages->last = address;
    pages->code += (translation->permissions & MIXTER_EXECUTE) != 0;
    return ++pages->count == pages->most;
}

static void test_pages(void) {
    struct mixter *machine = start_usual("count");
    struct pages pages = {0, 0, 0, 0}, two = {0, 0, 0, 2};
    struct mixter_stop stop;
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    OK(machine, mixter_visit_pages(machine, "0", visit, &pages));
    CHECK(pages.count > 3 && pages.code > 0 && pages.last > 0x7f000000);
    OK(machine, mixter_visit_pages(machine, "0", visit, &two));
    EQUAL(two.count, 2);
    EQUAL(mixter_visit_pages(machine, "0", NULL, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_visit_pages(machine, "2", visit, &two), MIXTER_ERROR_CONTEXT);
    mixter_close(machine);
}

static void test_places(void) {
    struct mixter *machine = start_usual("count");
    struct mixter_place place;
    uint32_t add = symbol(machine, "add"), address;
    OK(machine, mixter_place(machine, "0", add + 4, &place));
    CHECK(strcmp(place.function, "add") == 0 && place.offset == 4);
    CHECK(place.file != NULL && strstr(place.file, "count.c") != NULL && place.line >= 9);
    OK(machine, mixter_place(machine, "0", 0x10, &place));
    CHECK(place.function == NULL && place.file == NULL && place.line == 0);
    EQUAL(mixter_place(machine, "0", add, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_place(machine, "0/1", add, &place), MIXTER_ERROR_CONTEXT);
    EQUAL(mixter_symbol(machine, "0", "nosuch", &address), MIXTER_ERROR_ADDRESS);
    CHECK(strstr(mixter_message(machine), "nosuch") != NULL);
    EQUAL(mixter_symbol(machine, "0", NULL, &address), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_symbol(machine, "0", "add", NULL), MIXTER_ERROR_ARGUMENT);
    mixter_close(machine);
}

// ---- breakpoints and watchpoints ----

static void test_breakpoints(void) {
    struct mixter *machine = start_usual("count");
    struct mixter_registers registers;
    struct mixter_stop stop;
    uint32_t add = symbol(machine, "add");
    int first, second, third;
    OK(machine, mixter_break(machine, "0", add, &first));
    OK(machine, mixter_break(machine, "0", add + 4, &second));
    OK(machine, mixter_break(machine, "0/1", add, &third)); // there is no such context
    CHECK(first > 0 && second > 0 && first != second);
    EQUAL(mixter_break(machine, "0", add + 2, &third), MIXTER_ERROR_ADDRESS);
    EQUAL(mixter_break(machine, "0", 0x80000000, &third), MIXTER_ERROR_ADDRESS);
    EQUAL(mixter_break(machine, "x", add, &third), MIXTER_ERROR_CONTEXT);
    EQUAL(mixter_break(machine, "0/", add, &third), MIXTER_ERROR_CONTEXT);
    EQUAL(mixter_break(machine, NULL, add, &third), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_break(machine, "0", add, NULL), MIXTER_ERROR_ARGUMENT);
    for (uint32_t i = 0; i < 10; i++) {
        OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
        EQUAL(stop.reason, MIXTER_STOP_BREAKPOINT);
        EQUAL(stop.point, first);
        EQUAL(stop.pc, add);
        OK(machine, mixter_read_registers(machine, "0", &registers));
        EQUAL(registers.general[4], i); // the argument
        EQUAL(registers.pc, add);
        OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
        EQUAL(stop.point, second);
        EQUAL(stop.retired, 1);
        if (i == 5)
            OK(machine, mixter_remove(machine, second));
        if (i == 5)
            break;
    }
    EQUAL(mixter_remove(machine, second), MIXTER_ERROR_ARGUMENT);
    unsigned more = 0;
    while (stop.reason == MIXTER_STOP_BREAKPOINT) {
        OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
        more += stop.reason == MIXTER_STOP_BREAKPOINT;
    }
    EQUAL(more, 4);
    EQUAL(stop.status, 7);
    uint64_t digest = digest_of(machine);
    mixter_close(machine);
    machine = start_usual("count");
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    CHECK(digest_of(machine) == digest);
    mixter_close(machine);
}

// A breakpoint on every instruction of a function, its delay slots too, stops after each step.
static void test_every_instruction(void) {
    struct mixter *machine = start_usual("count"), *other = start_usual("count");
    uint32_t add = symbol(machine, "add"), end = symbol(machine, "main");
    struct mixter_stop stop, step;
    struct mixter_place place;
    int point;
    CHECK(end > add && end - add < 400);
    for (uint32_t pc = add; pc < end; pc += 4)
        OK(machine, mixter_break(machine, "0", pc, &point));
    for (unsigned i = 0; i < 100; i++) {
        do
            OK(other, mixter_run(other, 1, &step));
        while (step.reason == MIXTER_STOP_BUDGET &&
               (mixter_place(other, "0", step.pc, &place) != MIXTER_OK || step.pc < add ||
                step.pc >= end));
        OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
        EQUAL(stop.total, step.total);
        EQUAL(stop.pc, step.pc);
        CHECK(digest_of(machine) == digest_of(other));
        if (step.reason == MIXTER_STOP_EXIT)
            break;
    }
    mixter_close(machine);
    mixter_close(other);
}

static void test_watchpoints(void) {
    struct mixter *machine = start_usual("count");
    struct mixter_stop stop;
    uint32_t total = symbol(machine, "total"), buffer = symbol(machine, "buffer"), word;
    unsigned writes = 0, reads = 0, by_kernel = 0, echoed = 0;
    int point, other;
    give_input(&files, "input\n");
    OK(machine, mixter_watch(machine, "0", total + 1, 2, MIXTER_READ + MIXTER_WRITE, &point));
    OK(machine, mixter_watch(machine, "0", buffer + 3, 1, MIXTER_READ + MIXTER_WRITE, &other));
    EQUAL(mixter_watch(machine, "0", total, 0, MIXTER_READ, &other), MIXTER_ERROR_ADDRESS);
    EQUAL(mixter_watch(machine, "0", total, 4, 0, &other), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_watch(machine, "0", total, 4, MIXTER_EXECUTE, &other), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_watch(machine, "0", 0x7fffffff, 4, MIXTER_READ, &other), MIXTER_ERROR_ADDRESS);
    for (;;) {
        OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
        if (stop.reason != MIXTER_STOP_WATCHPOINT)
            break;
        if (stop.by_kernel) {
            by_kernel++;
            EQUAL(stop.address, buffer + 3);
            echoed += stop.access == MIXTER_READ;
            continue;
        }
        EQUAL(stop.point, point);
        EQUAL(stop.address, total + 1);
        OK(machine, mixter_read_memory(machine, "0", total, &word, 4, NULL));
        if (stop.access == MIXTER_WRITE)
            EQUAL(word, writes == 0 ? 0 : (writes - 1) * writes / 2); // as it was before
        writes += stop.access == MIXTER_WRITE;
        reads += stop.access == MIXTER_READ;
    }
    EQUAL(stop.status, 7);
    EQUAL(writes, 10);
    CHECK(reads >= 10);
    EQUAL(by_kernel, 2); // read, and write
    EQUAL(echoed, 1);
    mixter_close(machine);
}

// ---- recordings ----

static void test_recording(void) {
    struct mixter_options options = options_of_test();
    struct mixter *machine;
    struct mixter_stop stop;
    struct mixter_checkpoint *early, *late;
    const void *bytes;
    size_t size;
    const char *arguments[] = {"count", "last"};
    OK(NULL, mixter_open(&options, &machine));
    EQUAL(mixter_recording(machine, &bytes, &size), MIXTER_ERROR_STATE);
    EQUAL(mixter_replay(machine, "nonsense", 8), MIXTER_ERROR_RECORDING);
    OK(machine, mixter_record(machine));
    EQUAL(mixter_record(machine), MIXTER_ERROR_STATE);
    OK(machine, mixter_load_file(machine, guest_path("count"), 2, arguments));
    give_input(&files, "one\n");
    OK(machine, mixter_run(machine, 200, &stop));
    OK(machine, mixter_checkpoint(machine, &early));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.status, 7);
    uint64_t digest = digest_of(machine), total = stop.total;
    OK(machine, mixter_checkpoint(machine, &late));
    // Again from the recording: nothing goes out, and the input is what it was.
    unsigned calls = files.output.calls + files.input.calls;
    give_input(&files, "two\n");
    OK(machine, mixter_restore(machine, early));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_EXIT);
    EQUAL(stop.total, total);
    EQUAL(files.output.calls + files.input.calls, calls);
    CHECK(digest_of(machine) == digest);
    OK(machine, mixter_recording(machine, &bytes, &size));
    unsigned char *copy = (unsigned char *)malloc(size);
    memcpy(copy, bytes, size);
    // Changed by hand, it is another run, and goes outside.
    OK(machine, mixter_restore(machine, early));
    uint32_t word = 1000, address = symbol(machine, "total");
    OK(machine, mixter_write_memory(machine, "0", address, &word, 4, NULL));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.status, 7);
    CHECK(files.output.calls + files.input.calls > calls);
    OK(machine, mixter_restore(machine, late));
    CHECK(digest_of(machine) == digest);
    mixter_checkpoint_free(early);
    mixter_checkpoint_free(late);
    mixter_close(machine);

    OK(NULL, mixter_open(&options, &machine));
    OK(machine, mixter_replay(machine, copy, size));
    OK(machine, mixter_load_file(machine, guest_path("count"), 2, arguments));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_EXIT);
    EQUAL(stop.total, total);
    CHECK(digest_of(machine) == digest);
    mixter_close(machine);

    // Another program differs.
    OK(NULL, mixter_open(&options, &machine));
    OK(machine, mixter_replay(machine, copy, size));
    OK(machine, mixter_load_file(machine, guest_path("dies"), 2, arguments));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    CHECK(stop.reason == MIXTER_STOP_DIFFERENT);
    mixter_close(machine);
    free(copy);
}

// A recorded run that goes back in the middle is at the end as one that does not.
static void test_recording_again(void) {
    struct mixter_options options = options_of_test();
    struct mixter *machines[2];
    struct mixter_stop stops[2];
    struct mixter_checkpoint *early;
    struct buffer outputs[2];
    const void *bytes[2];
    size_t sizes[2];
    const char *arguments[] = {"count", "last"};
    for (int i = 0; i < 2; i++) {
        struct mixter *machine;
        OK(NULL, mixter_open(&options, &machine));
        machines[i] = machine;
        OK(machine, mixter_record(machine));
        OK(machine, mixter_load_file(machine, guest_path("count"), 2, arguments));
        memset(&files, 0, sizeof files);
        give_input(&files, "some input\n");
        OK(machine, mixter_run(machine, 2000, &stops[i]));
        for (int back = 0; back < 2 && i == 1; back++) {
            OK(machine, mixter_checkpoint(machine, &early));
            OK(machine, mixter_run(machine, 4000, &stops[i]));
            EQUAL(stops[i].reason, MIXTER_STOP_BUDGET);
            OK(machine, mixter_restore(machine, early));
            mixter_checkpoint_free(early);
            OK(machine, mixter_run(machine, 1000, &stops[i]));
        }
        OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stops[i]));
        OK(machine, mixter_recording(machine, &bytes[i], &sizes[i]));
        outputs[i] = files.output;
    }
    EQUAL(stops[1].total, stops[0].total);
    EQUAL(sizes[1], sizes[0]);
    CHECK(memcmp(bytes[1], bytes[0], sizes[0]) == 0);
    CHECK(memcmp(&outputs[1], &outputs[0], sizeof outputs[0]) == 0);
    CHECK(digest_of(machines[0]) == digest_of(machines[1]));
    for (int i = 0; i < 2; i++)
        mixter_close(machines[i]);
}

// ---- checkpoints ----

static void test_checkpoints(void) {
    struct mixter *machine = start_usual("count"), *other = start_usual("count");
    struct mixter_checkpoint *first, *second, *third;
    struct mixter_stop stop;
    EQUAL(mixter_checkpoint(machine, NULL), MIXTER_ERROR_ARGUMENT);
    EQUAL(mixter_restore(machine, NULL), MIXTER_ERROR_ARGUMENT);
    uint64_t start = digest_of(machine);
    OK(machine, mixter_checkpoint(machine, &first));
    EQUAL(mixter_checkpoint_retired(first), 0);
    EQUAL(mixter_restore(other, first), MIXTER_ERROR_ARGUMENT);
    give_input(&files, "input\n");
    OK(machine, mixter_run(machine, 700, &stop));
    OK(machine, mixter_checkpoint(machine, &second));
    OK(machine, mixter_checkpoint(machine, &third)); // nothing has changed
    EQUAL(mixter_checkpoint_retired(second), 700);
    CHECK(mixter_checkpoint_size(third) < mixter_checkpoint_size(first));
    uint64_t output = files.output.size;
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    uint64_t end = digest_of(machine), whole = files.output.size;
    OK(machine, mixter_restore(machine, second));
    mixter_checkpoint_free(second);
    OK(machine, mixter_run(machine, 0, &stop));
    EQUAL(stop.total, 700);
    EQUAL(stop.reason, MIXTER_STOP_BUDGET);
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    CHECK(digest_of(machine) == end && files.output.size == whole && output < whole);
    OK(machine, mixter_restore(machine, first));
    CHECK(digest_of(machine) == start);
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    CHECK(digest_of(machine) == end);
    mixter_close(machine);
    mixter_close(other);
    mixter_checkpoint_free(third); // later than its machine
    mixter_checkpoint_free(first);
}

// A recording that the command has made, of the same program.
static int replay_file(const char *path) {
    static unsigned char bytes[1 << 20];
    struct mixter_options options = options_of_test();
    struct mixter *machine;
    options.files = MIXTER_FILES_ALL;
    struct mixter_stop stop;
    const char *arguments[] = {"./work", "missing"};
    const void *again;
    size_t size;
    FILE *file = fopen(path, "rb");
    size_t read = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file != NULL)
        fclose(file);
    OK(NULL, mixter_open(&options, &machine));
    OK(machine, mixter_replay(machine, bytes, read));
    OK(machine, mixter_load_file(machine, guest_path("work"), 2, arguments));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_EXIT);
    EQUAL(stop.status, 0);
    EQUAL(files.output.calls, 0); // nothing goes out
    mixter_close(machine);
    // And what the library records is the same.
    OK(NULL, mixter_open(&options, &machine));
    OK(machine, mixter_record(machine));
    OK(machine, mixter_load_file(machine, guest_path("work"), 2, arguments));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    OK(machine, mixter_recording(machine, &again, &size));
    EQUAL(size, read);
    CHECK(size == read && memcmp(again, bytes, size) == 0);
    mixter_close(machine);
    return finish("recording");
}

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    folder = argv[1];
    engine = (enum mixter_engine)atoi(argv[2]);
    if (argc > 3)
        return replay_file(argv[3]);
    test_nothing();
    test_options();
    test_loading();
    test_bytes();
    test_budgets();
    test_looking();
    test_ends();
    test_streams();
    test_calls();
    test_registers();
    test_memory();
    test_writing();
    test_pages();
    test_places();
    test_breakpoints();
    test_every_instruction();
    test_watchpoints();
    test_checkpoints();
    test_recording();
    test_recording_again();
    return finish("functions");
}
