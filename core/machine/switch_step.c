// The reference of the switch: one step, from the words in memory, with no state kept between
// steps. switch.c does the same faster; where they differ, this file is right.
//
// Levels count from 0, the context that this machine supervises. A context of level k + 1 is in a
// block in the memory of level k, and so is its page table. To reach a word in the memory of level
// k, the machine reads two entries in the memory of level k - 1, and then the word there, and so
// on down; so that this file needs no recursion, it finds pages from the bottom up and notes them.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../isa/isa.h"
#include "../memory.h"
#include "machine.h"
#include "page_table.h"
#include "step.h"

enum progress { REACHED, NEEDS, FAILED };

struct word {
    uint32_t level; // in whose memory it is
    uint32_t address;
    enum access access;
};

// What this step has found out about a frame: a word in it was reached in the memory of `level`;
// or, if `supports`, that the block or page table of `level` was read in it.
struct note {
    uint32_t level;
    uint32_t frame;
    bool supports;
    uint32_t page; // of the word that was reached, and the access
    enum access access;
    uint32_t next_of_level; // notes by number, from 1
    uint32_t next_of_frame;
};

enum { FRAME_BUCKETS = 256 };

struct level {
    uint32_t *context; // in memory
    uint32_t frame;    // 0 for level 0
    uint32_t offset;
    uint32_t notes; // of words that were reached
};

// What the steps of a machine are done with.
struct switch_step {
    struct machine *machine;
    struct note *notes;
    uint32_t note_count;
    uint32_t note_capacity;
    uint32_t notes_of_frames[FRAME_BUCKETS];
    struct level *levels;
    uint32_t level_capacity;
    struct word *pending; // words that wait for words that are needed first
    uint32_t pending_count;
    uint32_t pending_capacity;
    // How this step ends if it cannot go on.
    struct {
        uint32_t level;           // of the context
        enum exception exception; // that it raises, or EXCEPTION_NONE: then its switch returns
        uint32_t error;           // this error
        uint32_t address;
        enum access access;
    } failure;
};

static bool fail(struct switch_step *step, uint32_t level, enum exception exception,
                 uint32_t address, enum access access) {
    step->failure.level = level;
    step->failure.exception = exception;
    step->failure.address = address;
    step->failure.access = access;
    return false;
}

static bool fail_switch(struct switch_step *step, uint32_t level, uint32_t error) {
    step->failure.level = level;
    step->failure.exception = EXCEPTION_NONE;
    step->failure.error = error;
    return false;
}

// ---- reaching words ----

static struct note *first_of_frame(const struct switch_step *step, uint32_t frame) {
    uint32_t number = step->notes_of_frames[frame / PAGE_SIZE % FRAME_BUCKETS];
    return number == 0 ? NULL : &step->notes[number - 1];
}

static struct note *next_of_frame(const struct switch_step *step, const struct note *note) {
    return note->next_of_frame == 0 ? NULL : &step->notes[note->next_of_frame - 1];
}

// The page rule: what supports a level is out of reach for this level and those above. False after
// the outermost level that is concerned has failed.
static bool add_note(struct switch_step *step, const struct note *note) {
    uint32_t concerned = 0xffffffffu;
    for (const struct note *other = first_of_frame(step, note->frame); other != NULL;
         other = next_of_frame(step, other)) {
        if (other->frame != note->frame || other->supports == note->supports)
            continue;
        const struct note *support = note->supports ? note : other;
        const struct note *reached = note->supports ? other : note;
        if (reached->level >= support->level && support->level < concerned)
            concerned = support->level;
    }
    if (concerned != 0xffffffffu)
        return fail_switch(step, concerned - 1, ERROR_FAULT);
    if (step->note_count == step->note_capacity)
        step->notes = memory_larger(step->notes, &step->note_capacity, sizeof *step->notes);
    struct note *added = &step->notes[step->note_count++];
    *added = *note;
    added->next_of_frame = step->notes_of_frames[note->frame / PAGE_SIZE % FRAME_BUCKETS];
    step->notes_of_frames[note->frame / PAGE_SIZE % FRAME_BUCKETS] = step->note_count;
    if (!note->supports) {
        added->next_of_level = step->levels[note->level].notes;
        step->levels[note->level].notes = step->note_count;
    }
    return true;
}

static bool add_support(struct switch_step *step, uint32_t level, uint32_t frame) {
    struct note note = {.level = level, .frame = frame, .supports = true};
    for (const struct note *other = first_of_frame(step, frame); other != NULL;
         other = next_of_frame(step, other)) {
        if (other->supports && other->level == level && other->frame == frame)
            return true;
    }
    return add_note(step, &note);
}

static uint32_t reached_frame(const struct switch_step *step, const struct word *word) {
    const struct note *note;
    for (uint32_t i = step->levels[word->level].notes; i != 0; i = note->next_of_level) {
        note = &step->notes[i - 1];
        if (note->access == word->access && note->page == page_start(word->address))
            return note->frame;
    }
    return 0;
}

static enum progress note_reached(struct switch_step *step, const struct word *word,
                                  uint32_t frame) {
    struct note note = {.level = word->level,
                        .frame = frame,
                        .page = page_start(word->address),
                        .access = word->access};
    return add_note(step, &note) ? REACHED : FAILED;
}

static enum progress fault(struct switch_step *step, const struct word *word) {
    fail(step, word->level, EXCEPTION_PAGE_FAULT, word->address, word->access);
    return FAILED;
}

// Sets *need to a word below, and *frame to where it is if it has been reached before.
static enum progress look(struct switch_step *step, uint32_t level, uint32_t address,
                          enum access access, struct word *need, uint32_t *frame) {
    if (address > USER_LIMIT) {
        fail_switch(step, level, ERROR_FAULT);
        return FAILED;
    }
    need->level = level;
    need->address = address;
    need->access = access;
    *frame = reached_frame(step, need);
    return *frame == 0 ? NEEDS : REACHED;
}

// A word that is to be reached, the word below it that it needs first, and how far that is.
struct reaching {
    struct switch_step *step;
    const struct word *word;
    struct word *need;
    enum progress progress;
};

// Reads a word of the page table of a level in the memory of the level below; page_table_reader.
static bool read_entry(void *from, enum page_table_part part, uint32_t address, uint32_t *entry) {
    struct reaching *reaching = from;
    struct switch_step *step = reaching->step;
    uint32_t level = reaching->word->level, frame;
    (void)part;
    reaching->progress = look(step, level - 1, address, ACCESS_READ, reaching->need, &frame);
    if (reaching->progress != REACHED)
        return false;
    *entry = frame_words(step->machine, frame)[address / 4 % PAGE_WORDS];
    if (!add_support(step, level, frame))
        reaching->progress = FAILED;
    return reaching->progress == REACHED;
}

// Reaches a word, or says which word of the level below it needs first.
static enum progress reach_one(struct switch_step *step, const struct word *word,
                               struct word *need) {
    struct reaching reaching = {step, word, need, REACHED};
    uint32_t directory = step->levels[word->level].context[CONTEXT_PAGE_TABLE];
    uint32_t entry;
    uint32_t frame;
    if (word->level == 0) {
        entry = page_table_entry(step->machine, directory, word->address, &frame);
        return page_table_allows(entry, word->access) ? note_reached(step, word, page_start(entry))
                                                      : fault(step, word);
    }
    switch (
        page_table_walk(read_entry, &reaching, directory, word->address, word->access, &entry)) {
    case WALK_STOPPED: return reaching.progress;
    case WALK_FAULT: return fault(step, word);
    case WALK_FOUND: break;
    }
    enum progress progress =
        look(step, word->level - 1, page_start(entry) + word->address % PAGE_SIZE,
             page_table_access_below(word->access), need, &frame);
    return progress == REACHED ? note_reached(step, word, frame) : progress;
}

static void wait_for(struct switch_step *step, const struct word *word) {
    if (step->pending_count == step->pending_capacity)
        step->pending =
            memory_larger(step->pending, &step->pending_capacity, sizeof *step->pending);
    step->pending[step->pending_count++] = *word;
}

// The frame that a user address is in, or 0 after a failure.
static uint32_t reach_user(struct switch_step *step, uint32_t level, uint32_t address,
                           enum access access) {
    struct word goal = {level, address, access};
    struct word need;
    step->pending_count = 0;
    if (reached_frame(step, &goal) == 0)
        wait_for(step, &goal);
    while (step->pending_count > 0) {
        struct word word = step->pending[step->pending_count - 1];
        switch (reach_one(step, &word, &need)) {
        case REACHED: step->pending_count--; break;
        case NEEDS: wait_for(step, &need); break;
        default: return 0;
        }
    }
    return reached_frame(step, &goal);
}

// The same for an address that a program uses, which may be no user address at all.
static uint32_t reach_aligned(struct switch_step *step, uint32_t level, uint32_t address,
                              uint32_t alignment, enum access access) {
    if (address > USER_LIMIT || address % alignment != 0) {
        fail(step, level, EXCEPTION_ADDRESS_ERROR, address, access);
        return 0;
    }
    return reach_user(step, level, address, access);
}

// ---- one step ----

static bool is_switch(uint32_t word, const uint32_t *context) {
    return isa_decode(word) == ISA_SYSCALL && context[REGISTER_V0] == CALL_switch;
}

// Any bit that is set in some of the words [first, end).
static uint32_t any_bit(const uint32_t *words, uint32_t first, uint32_t end) {
    uint32_t bits = 0;
    for (; end - first >= 4; first += 4) // which waits for less than one by one
        bits |= words[first] | words[first + 1] | words[first + 2] | words[first + 3];
    for (; first < end; first++)
        bits |= words[first];
    return bits;
}

bool switch_block_is_valid(const uint32_t *block) {
    uint32_t directory = block[CONTEXT_PAGE_TABLE];
    uint32_t zeros = any_bit(block, CONTEXT_RESERVED, CONTEXT_FPR) |
                     any_bit(block, CONTEXT_UNUSED, CONTEXT_WORDS) |
                     (block[CONTEXT_FCSR] & FCSR_ZERO);
    return zeros == 0 && directory % PAGE_SIZE == 0 && directory <= USER_LIMIT &&
           block[CONTEXT_SUBSET] <= ISA_MIPS32;
}

static void set_level(struct switch_step *step, uint32_t level, uint32_t *context, uint32_t frame,
                      uint32_t offset) {
    if (level >= step->level_capacity)
        step->levels = memory_larger(step->levels, &step->level_capacity, sizeof *step->levels);
    step->levels[level].context = context;
    step->levels[level].frame = frame;
    step->levels[level].offset = offset;
    step->levels[level].notes = 0;
}

// The context of `level` is at a switch: finds that of its guest, ready for a step.
static bool enter(struct switch_step *step, uint32_t level) {
    const uint32_t *context = step->levels[level].context;
    uint32_t address = context[REGISTER_A0];
    if (address > USER_LIMIT)
        return fail_switch(step, level, ERROR_INVAL);
    if (reach_user(step, level, address, ACCESS_WRITE) == 0)
        return false;
    uint32_t frame = reach_user(step, level, address, ACCESS_READ);
    if (frame == 0 || !add_support(step, level + 1, frame))
        return false;
    uint32_t *block = frame_words(step->machine, frame) + address / 4 % PAGE_WORDS;
    set_level(step, level + 1, block, frame, address % PAGE_SIZE);
    if (address % BLOCK_SIZE != 0 || !switch_block_is_valid(block))
        return fail_switch(step, level, ERROR_INVAL);
    if (context[REGISTER_A1] == 0 && context[REGISTER_A2] == 0)
        return fail(step, level + 1, EXCEPTION_TIMER, 0, (enum access)0);
    return true;
}

static void announce_change(struct switch_step *step, uint32_t level) {
    const struct level *found = &step->levels[level];
    if (found->frame != 0)
        frame_changes(step->machine, found->frame, found->offset, BLOCK_SIZE);
}

// About to be changed.
static uint32_t *writable_context(struct switch_step *step, uint32_t level) {
    announce_change(step, level);
    step->levels[level].context[0] = 0;
    return step->levels[level].context;
}

// The memory of a level, for the reference. No exception: the step has failed already.
struct level_memory {
    struct switch_step *step;
    uint32_t level;
};

static uint32_t *reach_word(void *memory, uint32_t address, uint32_t alignment, enum access access,
                            struct fault *fault) {
    const struct level_memory *of = memory;
    struct switch_step *step = of->step;
    uint32_t frame = reach_aligned(step, of->level, address, alignment, access);
    fault->exception = EXCEPTION_NONE;
    if (frame == 0)
        return NULL;
    if (access == ACCESS_WRITE)
        frame_changes(step->machine, frame, address % PAGE_SIZE / 4 * 4,
                      alignment > 4 ? alignment : 4);
    return frame_words(step->machine, frame) + address / 4 % PAGE_WORDS;
}

// One instruction that is no switch. Of an exception the block hears only at the end of the step,
// and $0, whatever it holds, is not written before the instruction retires.
static bool execute(struct switch_step *step, uint32_t level) {
    uint32_t *context = step->levels[level].context;
    uint32_t ignored = context[0];
    struct level_memory memory = {step, level};
    struct fault fault;
    announce_change(step, level);
    context[0] = 0;
    if (step_in(context, reach_word, &memory, &fault))
        return true;
    context[0] = ignored;
    if (fault.exception == EXCEPTION_NONE)
        return false;
    return fail(step, level, fault.exception, fault.address, (enum access)fault.kind);
}

// The context of `level` has retired an instruction: so have those beneath it, which stay at their
// switches, and their budgets are one less.
static void retire(struct switch_step *step, uint32_t level) {
    for (uint32_t i = 0; i <= level; i++) {
        uint32_t *context = writable_context(step, i);
        context_retire(context, 1);
        if (i == level)
            break;
        context[REGISTER_A2] -= context[REGISTER_A1] == 0;
        context[REGISTER_A1] -= 1;
    }
}

// The switch of the context of `level` returns.
static void complete(struct switch_step *step, uint32_t level, uint32_t result, bool wrong) {
    uint32_t *context = writable_context(step, level);
    context[REGISTER_V0] = result;
    context[REGISTER_A3] = wrong;
    context[CONTEXT_PC] = context[CONTEXT_NEXT_PC];
    context[CONTEXT_NEXT_PC] += 4;
    retire(step, level);
}

// The step has failed: an exception of level 0 is for its supervisor; all else is an instruction.
static enum exception conclude(struct switch_step *step) {
    if (step->failure.exception == EXCEPTION_NONE) {
        complete(step, step->failure.level, step->failure.error, true);
        return EXCEPTION_NONE;
    }
    context_raise(writable_context(step, step->failure.level), step->failure.exception,
                  step->failure.address, step->failure.access);
    if (step->failure.level == 0)
        return step->failure.exception;
    complete(step, step->failure.level - 1, step->failure.exception, false);
    return EXCEPTION_NONE;
}

static struct switch_step *step_of(struct machine *machine) {
    if (machine->step != NULL)
        return machine->step;
    machine->step = memory_new(sizeof *machine->step);
    machine->step->machine = machine;
    return machine->step;
}

void switch_step_end(struct machine *machine) {
    if (machine->step == NULL)
        return;
    free(machine->step->notes);
    free(machine->step->levels);
    free(machine->step->pending);
    free(machine->step);
}

enum exception switch_step(struct machine *machine, uint32_t *context) {
    struct switch_step *step = step_of(machine);
    step->note_count = 0;
    memset(step->notes_of_frames, 0, sizeof step->notes_of_frames);
    set_level(step, 0, context, 0, 0);
    for (uint32_t level = 0;; level++) {
        uint32_t pc = step->levels[level].context[CONTEXT_PC];
        uint32_t frame = reach_aligned(step, level, pc, 4, ACCESS_EXECUTE);
        if (frame == 0)
            return conclude(step);
        uint32_t word = frame_words(step->machine, frame)[pc / 4 % PAGE_WORDS];
        if (is_switch(word, step->levels[level].context)) {
            if (!enter(step, level))
                return conclude(step);
            continue;
        }
        if (!execute(step, level))
            return conclude(step);
        retire(step, level);
        return EXCEPTION_NONE;
    }
}

enum exception switch_step_run(struct machine *machine, uint32_t *context, uint64_t budget) {
    context[0] = 0;
    context[CONTEXT_EXCEPTION] = EXCEPTION_NONE;
    for (; budget > 0; budget--) {
        enum exception exception = switch_step(machine, context);
        if (exception != EXCEPTION_NONE)
            return exception;
    }
    return context_raise(context, EXCEPTION_TIMER, 0, 0);
}
