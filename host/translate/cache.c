// The code cache: shared memory, written through one mapping and executed in another, which is
// below 2 GiB so that addresses of code have 32 bits. Hot code grows from the beginning, cold code
// from the middle. When either half is full, the whole cache is flushed.
#define _GNU_SOURCE
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

#include "../../core/mipster/emulate.h"
#include "translate.h"

enum { CACHE_SIZE = 64 << 20, HOT_SIZE = 32 << 20, ROOM = 0x20000 };
enum { BLOCKS_MAX = 0x80000, UNITS_MAX = 0x400000, BLOCK_ROOM = 64, UNIT_ROOM = 64 * 64 };
const uint32_t cache_size = CACHE_SIZE;
enum { FLAGS = 0x202, FLAG_ALIGNMENT_CHECK = 0x40000 };

// The registers that compiled code uses most, until it is known.
static const uint8_t first_mapped[GUESTS_MAPPED] = {2, 4, 3, 5, 6, 29, 7, 16, 8};
static const uint8_t host_registers[GUESTS_MAPPED] = {RSI, RDI, R8, R9, R10, R11, R12, R13, R14};
static const uint8_t saved_registers[] = {RBX, RBP, R12, R13, R14, R15};

static struct operand context_operand(unsigned number) {
    return at_base(RBP, (int32_t)guest_word(number) * 4 - 128);
}

struct operand guest_operand(const struct build *build, unsigned number) {
    unsigned host = build->guest_map[number];
    return host != NO_REGISTER ? in_register(host) : context_operand(number);
}

// ---- the ways in and out ----

static void emit_enter(struct translator *translator) {
    translator->enter_run = translator->hot.run;
    for (unsigned i = 0; i < sizeof saved_registers; i++)
        emit_push(&translator->hot, saved_registers[i]);
    emit_load_wide(&translator->hot, RBP, at_address(shared_address(&translator->shared->context)));
    emit_load_wide(&translator->hot, RBX, at_address(shared_address(&translator->shared->base)));
    emit_load_wide(&translator->hot, R15, at_address(shared_address(&translator->shared->budget)));
    for (unsigned i = 0; i < GUEST_REGISTERS; i++) {
        if (translator->guest_map[i] != NO_REGISTER)
            emit_load(&translator->hot, translator->guest_map[i], context_operand(i));
    }
    emit_store_wide(&translator->hot, at_address(shared_address(&translator->shared->host_stack)),
                    RSP);
    emit_load_wide(&translator->hot, RSP, at_address(shared_address(&translator->shared->stack)));
    float_emit_enter(translator, &translator->hot);
    for (unsigned i = 0; i < SCRATCHES; i++)
        emit_load(&translator->hot, i, at_address(shared_address(&translator->shared->held[i])));
    emit_push_constant(&translator->hot, FLAGS + FLAG_ALIGNMENT_CHECK);
    emit_bytes(&translator->hot, "9d"); // popfq
    emit_jump_to(&translator->hot, at_address(shared_address(&translator->shared->enter)));
}

static void emit_leave(struct translator *translator) {
    uint32_t common = translator->cold.run;
    emit_load_wide(&translator->cold, RSP,
                   at_address(shared_address(&translator->shared->host_stack)));
    emit_store_wide(&translator->cold, at_address(shared_address(&translator->shared->budget)),
                    R15);
    for (unsigned i = 0; i < GUEST_REGISTERS; i++) {
        if (translator->guest_map[i] != NO_REGISTER)
            emit_store(&translator->cold, context_operand(i), translator->guest_map[i]);
    }
    emit_push_constant(&translator->cold, FLAGS);
    emit_bytes(&translator->cold, "9d"); // popfq
    float_emit_leave(translator, &translator->cold);
    for (unsigned i = sizeof saved_registers; i-- > 0;)
        emit_pop(&translator->cold, saved_registers[i]);
    emit_bytes(&translator->cold, "c3"); // ret
    for (unsigned reason = LEAVE_LINK; reason < LEAVES; reason++) {
        translator->leave_run[reason] = translator->cold.run;
        if (reason == LEAVE_LINK)
            emit_store(&translator->cold, at_address(shared_address(&translator->shared->link)),
                       RAX);
        if (reason == LEAVE_INDIRECT)
            emit_store(&translator->cold, at_base(RBP, CONTEXT_PC * 4 - 128), RAX);
        emit_constant(&translator->cold, in_register(RAX), reason);
        emit_jump(&translator->cold, common);
    }
}

// Where a return goes that finds the address in eax elsewhere, or nothing on the stack: by the
// table of code. A misaligned address leaves, as there is no block to be told of a fault here.
static void emit_missed(struct translator *translator) {
    struct stream *stream = &translator->cold;
    translator->missed_run = stream->run;
    *(uint64_t *)(uintptr_t)translator->shared->stack = translator->missed_run;
    emit_load_wide(stream, RSP, at_address(shared_address(&translator->shared->stack)));
    emit_bytes(stream, "a8 03"); // test al, 3
    emit_jump_if(stream, IF_NOT_EQUAL, translator->leave_run[LEAVE_INDIRECT]);
    emit_load_wide(stream, RCX, at_address(shared_address(&translator->shared->flat)));
    emit_load(stream, RCX, at_index(RCX, RAX, 0, 0));
    emit_test(stream, in_register(RCX), RCX);
    emit_jump_if(stream, IF_EQUAL, translator->leave_run[LEAVE_INDIRECT]);
    emit_jump_to(stream, in_register(RCX));
}

enum leave cache_enter(struct translator *translator, uint32_t run) {
    // A pointer to a function cannot be made of an object's address in ISO C.
    union {
        uintptr_t address;
        unsigned (*enter)(void);
    } code = {translator->enter_run};
    translator->shared->enter = run;
    translator->counts.exits++;
    fault_expect(translator);
    enum leave reason = (enum leave)code.enter();
    fault_expect(NULL);
    return reason;
}

uint32_t cache_leave(const struct translator *translator, enum leave reason) {
    return translator->leave_run[reason];
}

bool cache_checks_alignment(struct translator *translator) {
    uint32_t context[CONTEXT_WORDS] = {0};
    struct stream before = translator->hot;
    emit_load(&translator->hot, RAX, at_address(shared_address(&translator->shared->site) + 1));
    emit_jump(&translator->hot, translator->leave_run[LEAVE_STEP]);
    translator->shared->context = (uint64_t)(uintptr_t)context + 128;
    bool checks = cache_enter(translator, before.run) == LEAVE_FAULT;
    translator->hot = before;
    return checks;
}

// ---- room ----

static void start_streams(struct translator *translator) {
    uint32_t limit = translator->tuning.code_bytes;
    if (limit > HOT_SIZE)
        limit = HOT_SIZE;
    translator->hot = (struct stream){translator->writable, translator->writable + limit,
                                      translator->executed, 0};
    translator->cold =
        (struct stream){translator->writable + HOT_SIZE, translator->writable + HOT_SIZE + limit,
                        translator->executed + HOT_SIZE, 0};
    translator->block_count = translator->unit_count = 0;
    memset(translator->guest_map, NO_REGISTER, sizeof translator->guest_map);
    for (unsigned i = 0; i < GUESTS_MAPPED; i++)
        translator->guest_map[translator->guest_mapped[i]] = host_registers[i];
    translator->floats = translator->next_floats;
    emit_leave(translator);
    emit_missed(translator);
    emit_enter(translator);
    translator->hot_start = translator->hot.run;
}

bool cache_traps_floats(struct translator *translator) {
    uint32_t context[CONTEXT_WORDS] = {0};
    translator->uses_floats = true;
    start_streams(translator);
    float_expect(translator->shared, context);
    uint32_t run = translator->hot.run;
    emit_scalar(&translator->hot, 0xf2, 0x51, 0, // sqrtsd of -1
                at_address(shared_address(&translator->shared->kept[0])));
    emit_jump(&translator->hot, translator->leave_run[LEAVE_STEP]);
    translator->shared->context = (uint64_t)(uintptr_t)context + 128;
    translator->shared->kept[0] = 0xbff0000000000000u;
    bool traps = cache_enter(translator, run) == LEAVE_FAULT;
    translator->uses_floats = false;
    start_streams(translator);
    return traps;
}

// A quarter each for hot and cold code, blocks and units: nothing is touched before it is used.
static void limit_code(struct translator *translator, uint32_t size) {
    translator->tuning.code_bytes = size / 4;
    translator->block_limit = size / 4 / sizeof *translator->blocks;
    translator->unit_limit = size / 4 / sizeof *translator->units;
    if (translator->block_limit > BLOCKS_MAX)
        translator->block_limit = BLOCKS_MAX;
    if (translator->unit_limit > UNITS_MAX)
        translator->unit_limit = UNITS_MAX;
}

void environment_code_cache(struct machine *machine, uint32_t size) {
    struct translator *translator = translator_of(machine);
    if (translator == NULL)
        return;
    limit_code(translator, size);
    start_streams(translator);
}

static void *reserve(size_t size, int protection, int flags) {
    void *memory = mmap(NULL, size, protection, flags | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

// False if limits of the shell do not allow it: then there is no translator. Shared memory can be
// mapped a second time (mremap(2), an old size of 0) without a file, which `ulimit -f` would limit.
bool cache_start(struct translator *translator) {
    int both = PROT_READ | PROT_WRITE;
    translator->blocks = reserve(BLOCKS_MAX * sizeof *translator->blocks, both, MAP_PRIVATE);
    translator->units = reserve(UNITS_MAX * sizeof *translator->units, both, MAP_PRIVATE);
    translator->shared = reserve(PAGE_SIZE, both, MAP_PRIVATE | MAP_32BIT);
    translator->stack = reserve(STACK_SIZE, both, MAP_PRIVATE);
    void *run = reserve(CACHE_SIZE, both, MAP_SHARED | MAP_32BIT);
    translator->executed = (uint32_t)(uintptr_t)run;
    if (translator->blocks == NULL || translator->units == NULL || translator->shared == NULL ||
        translator->stack == NULL || run == NULL)
        return false;
    void *write = mremap(run, 0, CACHE_SIZE, MREMAP_MAYMOVE);
    if (write == MAP_FAILED || mprotect(run, CACHE_SIZE, PROT_READ | PROT_EXEC) != 0)
        return false;
    translator->writable = write;
    translator->block_limit = BLOCKS_MAX;
    translator->unit_limit = UNITS_MAX;
    memcpy(translator->guest_mapped, first_mapped, sizeof first_mapped);
    float_set_constants(translator->shared);
    translator->shared->stack = (uint64_t)(uintptr_t)translator->stack + STACK_SIZE - 8;
    start_streams(translator);
    return true;
}

static void give_back(void *memory, size_t size) {
    if (memory != NULL)
        munmap(memory, size);
}

void cache_end(struct translator *translator) {
    give_back(translator->blocks, BLOCKS_MAX * sizeof *translator->blocks);
    give_back(translator->units, UNITS_MAX * sizeof *translator->units);
    give_back(translator->shared, PAGE_SIZE);
    give_back(translator->stack, STACK_SIZE);
    give_back((void *)(uintptr_t)translator->executed, CACHE_SIZE);
    give_back(translator->writable, CACHE_SIZE);
}

void cache_flush(struct translator *translator) {
    space_forget_all_code(translator);
    translator->generation++;
    translator->counts.flushes++;
    translator->used = 0;
    start_streams(translator);
}

static bool has_room(const struct stream *stream) {
    return stream->end - stream->at > ROOM;
}

void cache_make_room(struct translator *translator) {
    if (!has_room(&translator->hot) || !has_room(&translator->cold) ||
        translator->block_count + BLOCK_ROOM > translator->block_limit ||
        translator->unit_count + UNIT_ROOM > translator->unit_limit)
        cache_flush(translator);
}

// ---- blocks ----

uint8_t *cache_writable(const struct translator *translator, uint32_t run) {
    return translator->writable + (run - translator->executed);
}

bool cache_contains(const struct translator *translator, uint64_t run) {
    return run >= translator->hot_start && run < translator->hot.run;
}

uint32_t *cache_entry(const struct address_space *space, uint32_t pc) {
    return (uint32_t *)(void *)(space->flat + pc);
}

struct block *cache_new_block(struct page *page, uint32_t pc) {
    struct translator *translator = page->space->translator;
    struct block *block = &translator->blocks[translator->block_count++];
    *block = (struct block){.pc = pc,
                            .run = translator->hot.run,
                            .units = translator->unit_count,
                            .page = page,
                            .next = page->blocks};
    page->blocks = block;
    translator->counts.blocks++;
    return block;
}

struct unit *cache_new_unit(struct translator *translator, struct block *block, uint32_t word_index,
                            uint32_t index) {
    struct unit *unit = &translator->units[translator->unit_count++];
    *unit = (struct unit){.offset = (uint16_t)(translator->hot.run - block->run),
                          .word_index = (uint16_t)word_index,
                          .index = (uint8_t)index,
                          .clean = true};
    block->unit_count++;
    return unit;
}

struct unit *cache_units(const struct translator *translator, const struct block *block) {
    return &translator->units[block->units];
}

// Blocks are in the order of their code.
struct block *cache_find(const struct translator *translator, uint32_t run) {
    uint32_t low = 0;
    uint32_t high = translator->block_count;
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (translator->blocks[middle].run <= run)
            low = middle;
        else
            high = middle;
    }
    return &translator->blocks[low];
}

// Jumps to the block reach its stub, which finds the one that replaces it.
static void kill_block(struct block *block) {
    uint32_t *entry = cache_entry(block->page->space, block->pc);
    uint8_t *code = cache_writable(block->page->space->translator, block->run);
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
        kill_block(block);
    }
    return page->blocks == NULL;
}
