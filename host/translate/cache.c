// The code cache: shared memory, written through one mapping and executed in another, which is
// below 2 GiB so that addresses of code are 32 bits. Hot code grows from the beginning, what is
// rarely executed from the middle on. When either is full, everything is given up.
#define _GNU_SOURCE
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

#include "../../core/mipster/emulate.h"
#include "translate.h"

enum { CACHE_SIZE = 64 << 20, HOT_SIZE = 32 << 20, ROOM = 0x20000 };
enum { BLOCKS_MAX = 0x80000, UNITS_MAX = 0x400000, BLOCK_ROOM = 64, UNIT_ROOM = 64 * 64 };
enum { FLAGS = 0x202, FLAG_ALIGNMENT_CHECK = 0x40000, LEAVES = LEAVE_FAULT + 1 };

struct shared *shared;
struct stream hot, cold;
uint64_t cache_generation;

static uint8_t *writable;
static uint32_t executed;
static uint32_t hot_start;

static struct block *blocks;
static struct unit *units;
static uint32_t block_limit = BLOCKS_MAX;
static uint32_t unit_limit = UNITS_MAX;
static uint32_t block_count;
static uint32_t unit_count;

static uint32_t enter_run;
static uint32_t leave_run[LEAVES];
static uint32_t signal_run;

uint8_t guest_map[GUEST_REGISTERS];
// The registers that compiled code uses most, until it is known.
uint8_t guest_mapped[GUESTS_MAPPED] = {2, 4, 3, 5, 6, 29, 7, 16, 8};
static const uint8_t host_registers[GUESTS_MAPPED] = {RSI, RDI, R8, R9, R10, R11, R12, R13, R14};
static const uint8_t saved_registers[] = {RBX, RBP, R12, R13, R14, R15};

static struct place context_place(unsigned number) {
    unsigned word = number;
    if (number == GUEST_HI)
        word = CONTEXT_HI;
    if (number == GUEST_LO)
        word = CONTEXT_LO;
    return at_base(RBP, (int32_t)word * 4 - 128);
}

struct place guest_place(unsigned number) {
    unsigned host = guest_map[number];
    return host != NO_REGISTER ? in_register(host) : context_place(number);
}

// ---- the ways in and out ----

static void emit_enter(void) {
    enter_run = hot.run;
    for (unsigned i = 0; i < sizeof saved_registers; i++)
        emit_push(&hot, saved_registers[i]);
    emit_load_wide(&hot, RBP, at_address(shared_address(&shared->context)));
    emit_load_wide(&hot, RBX, at_address(shared_address(&shared->base)));
    emit_load_wide(&hot, R15, at_address(shared_address(&shared->budget)));
    for (unsigned i = 0; i < GUEST_REGISTERS; i++) {
        if (guest_map[i] != NO_REGISTER)
            emit_load(&hot, guest_map[i], context_place(i));
    }
    for (unsigned i = 0; i < SCRATCHES; i++)
        emit_load(&hot, i, at_address(shared_address(&shared->held[i])));
    emit_push_constant(&hot, FLAGS + FLAG_ALIGNMENT_CHECK);
    emit_bytes(&hot, "9d"); // popfq
    emit_jump_to(&hot, at_address(shared_address(&shared->enter)));
}

static void emit_leave(void) {
    uint32_t common = cold.run;
    emit_store_wide(&cold, at_address(shared_address(&shared->budget)), R15);
    for (unsigned i = 0; i < GUEST_REGISTERS; i++) {
        if (guest_map[i] != NO_REGISTER)
            emit_store(&cold, context_place(i), guest_map[i]);
    }
    emit_push_constant(&cold, FLAGS);
    emit_bytes(&cold, "9d"); // popfq
    for (unsigned i = sizeof saved_registers; i-- > 0;)
        emit_pop(&cold, saved_registers[i]);
    emit_bytes(&cold, "c3"); // ret
    for (unsigned reason = LEAVE_LINK; reason < LEAVES; reason++) {
        leave_run[reason] = cold.run;
        if (reason == LEAVE_LINK)
            emit_store(&cold, at_address(shared_address(&shared->link)), RAX);
        if (reason == LEAVE_INDIRECT)
            emit_store(&cold, at_base(RBP, CONTEXT_PC * 4 - 128), RAX);
        emit_constant(&cold, in_register(RAX), reason);
        emit_jump(&cold, common);
    }
}

// Signal handlers are entered here, with the alignment check off.
static void emit_signal_entry(void) {
    uint64_t handler = (uint64_t)(uintptr_t)fault_handle_address();
    signal_run = cold.run;
    emit_bytes(&cold, "9c 81 24 24 ff ff fb ff 9d 48 b8"); // pushfq, and, popfq, mov rax
    for (unsigned i = 0; i < 64; i += 8)
        emit_byte(&cold, (unsigned)(handler >> i) % 256);
    emit_bytes(&cold, "ff e0"); // jmp rax
}

uint32_t cache_signal_entry(void) {
    return signal_run;
}

enum leave cache_enter(uint32_t run) {
    // A pointer to a function cannot be made of an object's address in ISO C.
    union {
        uintptr_t address;
        unsigned (*enter)(void);
    } code = {enter_run};
    shared->enter = run;
    translate_counts.exits++;
    return (enum leave)code.enter();
}

uint32_t cache_leave(enum leave reason) {
    return leave_run[reason];
}

bool cache_checks_alignment(void) {
    static uint32_t context[CONTEXT_WORDS];
    struct stream before = hot;
    emit_load(&hot, RAX, at_address(shared_address(&shared->site) + 1));
    emit_jump(&hot, leave_run[LEAVE_STEP]);
    shared->context = (uint64_t)(uintptr_t)context + 128;
    bool checks = cache_enter(before.run) == LEAVE_FAULT;
    hot = before;
    return checks;
}

// ---- room ----

static void start_streams(void) {
    uint32_t limit = translate_tuning.code_bytes;
    if (limit > HOT_SIZE)
        limit = HOT_SIZE;
    hot = (struct stream){writable, writable + limit, executed, 0};
    cold =
        (struct stream){writable + HOT_SIZE, writable + HOT_SIZE + limit, executed + HOT_SIZE, 0};
    block_count = unit_count = 0;
    memset(guest_map, NO_REGISTER, sizeof guest_map);
    for (unsigned i = 0; i < GUESTS_MAPPED; i++)
        guest_map[guest_mapped[i]] = host_registers[i];
    emit_enter();
    emit_leave();
    emit_signal_entry();
    hot_start = hot.run;
}

// A quarter each for hot and cold code, blocks and units: nothing is touched before it is used.
void environment_code_cache(uint32_t size) {
    translate_tuning.code_bytes = size / 4;
    block_limit = size / 4 / sizeof *blocks;
    unit_limit = size / 4 / sizeof *units;
    if (block_limit > BLOCKS_MAX)
        block_limit = BLOCKS_MAX;
    if (unit_limit > UNITS_MAX)
        unit_limit = UNITS_MAX;
    if (writable != NULL)
        start_streams();
}

static void *reserve(size_t size, int protection, int flags) {
    return mmap(NULL, size, protection, flags | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

// False if limits of the shell do not allow it: then there is no translator. Shared memory can be
// mapped a second time (mremap(2), an old size of 0) without a file, which `ulimit -f` would limit.
bool cache_start(void) {
    int both = PROT_READ | PROT_WRITE;
    blocks = reserve(BLOCKS_MAX * sizeof *blocks, both, MAP_PRIVATE);
    units = reserve(UNITS_MAX * sizeof *units, both, MAP_PRIVATE);
    shared = reserve(PAGE_SIZE, both, MAP_PRIVATE | MAP_32BIT);
    void *run = reserve(CACHE_SIZE, both, MAP_SHARED | MAP_32BIT);
    if ((void *)blocks == MAP_FAILED || (void *)units == MAP_FAILED ||
        (void *)shared == MAP_FAILED || run == MAP_FAILED)
        return false;
    void *write = mremap(run, 0, CACHE_SIZE, MREMAP_MAYMOVE);
    if (write == MAP_FAILED || mprotect(run, CACHE_SIZE, PROT_READ | PROT_EXEC) != 0)
        return false;
    writable = write;
    executed = (uint32_t)(uintptr_t)run;
    start_streams();
    return true;
}

void cache_flush(void) {
    space_forget_all_code();
    cache_generation++;
    translate_counts.flushes++;
    start_streams();
}

static bool has_room(const struct stream *stream) {
    return stream->end - stream->at > ROOM;
}

void cache_make_room(void) {
    if (!has_room(&hot) || !has_room(&cold) || block_count + BLOCK_ROOM > block_limit ||
        unit_count + UNIT_ROOM > unit_limit)
        cache_flush();
}

// ---- blocks ----

uint8_t *cache_writable(uint32_t run) {
    return writable + (run - executed);
}

bool cache_contains(uint64_t run) {
    return run >= hot_start && run < hot.run;
}

uint32_t *cache_entry(const struct space *space, uint32_t pc) {
    return (uint32_t *)(void *)(space->flat + pc);
}

struct block *cache_new_block(struct page *page, uint32_t pc) {
    struct block *block = &blocks[block_count++];
    *block = (struct block){
        .pc = pc, .run = hot.run, .units = unit_count, .page = page, .next = page->blocks};
    page->blocks = block;
    translate_counts.blocks++;
    return block;
}

struct unit *cache_new_unit(struct block *block, uint32_t place, uint32_t index) {
    struct unit *unit = &units[unit_count++];
    *unit = (struct unit){.offset = (uint16_t)(hot.run - block->run),
                          .place = (uint16_t)place,
                          .index = (uint8_t)index,
                          .clean = true};
    block->unit_count++;
    return unit;
}

struct unit *cache_units(const struct block *block) {
    return &units[block->units];
}

// Blocks are in the order of their code.
struct block *cache_find(uint32_t run) {
    uint32_t low = 0;
    uint32_t high = block_count;
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (blocks[middle].run <= run)
            low = middle;
        else
            high = middle;
    }
    return &blocks[low];
}

// What leads to the block goes on to its stub, which looks for another one.
void cache_kill(struct block *block) {
    uint32_t *entry = cache_entry(block->page->space, block->pc);
    uint8_t *code = cache_writable(block->run);
    if (*entry == block->run)
        *entry = 0;
    code[0] = 0xe9; // jmp
    emit_patch(code + 1, block->run + 1, block->stub);
    block->dead = true;
}

bool cache_kill_bytes(struct page *page, uint32_t offset, uint32_t size) {
    struct block **link = &page->blocks;
    while (*link != NULL) {
        struct block *block = *link;
        if (block->low * 4u >= offset + size || block->high * 4u <= offset) {
            link = &block->next;
            continue;
        }
        *link = block->next;
        cache_kill(block);
    }
    return page->blocks == NULL;
}
