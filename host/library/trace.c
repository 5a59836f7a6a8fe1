// Traces: each instruction that a context executes, and each of its system calls, is shown to the
// client. Pieces of that context are executed by an engine of this file, which is the reference
// (step.h) with what it looks up for each instruction kept: decoded words, and pages. A decoded
// word is used as long as it is what is in memory, pages for one piece, in which nothing else runs.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/machine/coprocessor.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/step.h"
#include "../../core/machine/switch.h"
#include "../../core/memory.h"
#include "library.h"

enum { CODE_PAGES = 64, DATA_PAGES = 256 };

// Offsets are those of words in a context, as isa_operands gives them.
struct decoded {
    uint32_t word;
    enum isa_operation operation;
    struct isa_operands operands;
    uint32_t target;
    uint32_t result; // offset of the first register that is written; 0: none
    bool has_second; // operand c is a register
    bool is_known;
};

struct traced_code {
    uint32_t page;
    const uint32_t *words; // NULL: to be looked up
    struct decoded code[PAGE_WORDS];
};

struct data_page {
    uint32_t page; // 1: none
    uint32_t *words;
};

struct tracing {
    char *path;
    struct mixter_tracer tracer;
    struct traced_code *code[CODE_PAGES];
    struct data_page read[DATA_PAGES];
    struct data_page write[DATA_PAGES];
    struct mixter_call call; // that is not complete
    bool is_calling;
    uint64_t called_at; // instructions that the context had retired

    // What a step by the reference of the switch was, before it.
    struct mixter_step step;
    uint32_t result;
    uint64_t retired;
};

bool tracing_concerns(const struct mixter *mixter, const struct seen *seen) {
    return mixter->tracing != NULL && strcmp(mixter->tracing->path, seen->path) == 0;
}

// ---- system calls ----

// A context goes on: a call that it has made may be complete.
static void complete_call(struct tracing *tracing, const uint32_t *words) {
    if (!tracing->is_calling || context_retired(words) == tracing->called_at)
        return;
    tracing->is_calling = false;
    tracing->call.result = words[REGISTER_V0];
    tracing->call.is_error = words[REGISTER_A3] != 0;
    if (tracing->tracer.call != NULL)
        tracing->tracer.call(tracing->tracer.state, &tracing->call);
}

static void begin_call(struct tracing *tracing, const uint32_t *words, uint64_t total) {
    struct mixter_call *call = &tracing->call;
    tracing->is_calling = words[REGISTER_V0] != CALL_switch;
    tracing->called_at = context_retired(words);
    call->total = total;
    call->pc = words[CONTEXT_PC];
    call->number = words[REGISTER_V0];
    memcpy(call->arguments, &words[REGISTER_A0], sizeof call->arguments);
}

// ---- what is looked up ----

static uint32_t *find_page(struct machine *machine, const uint32_t *context, uint32_t address,
                           enum access access) {
    struct fault fault;
    uint32_t table;
    uint32_t frame = page_table_frame(machine, context[CONTEXT_PAGE_TABLE], page_start(address), 4,
                                      access, &table, &fault);
    if (frame == 0)
        return NULL;
    if (access == ACCESS_WRITE) // all of it, once: nothing is derived from it in this piece
        frame_changes(machine, frame, 0, PAGE_SIZE);
    return frame_words(machine, frame);
}

static inline uint32_t *word_at(struct machine *machine, struct data_page *pages,
                                const uint32_t *context, uint32_t address, uint32_t alignment,
                                enum access access) {
    struct data_page *found = &pages[address / PAGE_SIZE % DATA_PAGES];
    if (address % alignment != 0)
        return NULL;
    if (found->page != page_start(address)) {
        found->words = find_page(machine, context, address, access);
        found->page = found->words != NULL ? page_start(address) : 1;
        if (found->words == NULL)
            return NULL;
    }
    return found->words + address / 4 % PAGE_WORDS;
}

static void decode(struct decoded *decoded, uint32_t word, uint32_t pc, uint32_t subset) {
    decoded->word = word;
    decoded->operation = isa_decode_in(word, subset);
    isa_operands(decoded->operation, word, &decoded->operands);
    decoded->target = 0;
    isa_target(decoded->operation, word, pc, &decoded->target);
    struct isa_registers written = isa_writes(word);
    decoded->result = written.count == 0 ? 0 : written.numbers[0] * 4u;
    if (decoded->result == ISA_HI * 4)
        decoded->result = ISA_LO * 4;
    decoded->has_second = strchr(isa_table[decoded->operation].reads, 'c') != NULL;
    decoded->is_known = true;
}

// The page of code that pc is in; NULL if it cannot be executed.
static struct traced_code *code_at(struct machine *machine, struct tracing *tracing,
                                   const uint32_t *context, uint32_t pc) {
    struct traced_code **place = &tracing->code[pc / PAGE_SIZE % CODE_PAGES];
    if (pc % 4 != 0)
        return NULL;
    if (*place == NULL)
        *place = memory_new(sizeof **place);
    struct traced_code *code = *place;
    if (code->page != page_start(pc)) {
        memset(code, 0, sizeof *code);
        code->page = page_start(pc);
    }
    if (code->words == NULL)
        code->words = find_page(machine, context, pc, ACCESS_EXECUTE);
    return code->words != NULL ? code : NULL;
}

static void forget_pages(struct tracing *tracing) {
    for (uint32_t i = 0; i < CODE_PAGES; i++) {
        if (tracing->code[i] != NULL)
            tracing->code[i]->words = NULL;
    }
    for (uint32_t i = 0; i < DATA_PAGES; i++)
        tracing->read[i].page = tracing->write[i].page = 1;
}

// ---- one instruction ----

static inline uint32_t *register_at(uint32_t *context, uint32_t offset) {
    return (uint32_t *)(void *)((char *)context + offset);
}

// Executes an instruction that is not in the slot of a taken branch with a branch in it. False, and
// nothing has happened, if that is a matter for the reference.
static inline bool execute(struct machine *machine, struct tracing *tracing, uint32_t *context,
                           const struct decoded *decoded, struct mixter_step *traced) {
    const struct isa_row *row = &isa_table[decoded->operation];
    const struct isa_operands operands = decoded->operands;
    uint32_t pc = context[CONTEXT_PC], address = 0;
    uint32_t *accessed = NULL;
    bool taken = false, is_store = false;
    uint32_t target = decoded->target;
    traced->first = *register_at(context, operands.b);
    traced->second = decoded->has_second ? *register_at(context, operands.c) : 0;
    switch (row->kind) {
    case ISA_STORE: is_store = true; // fallthrough
    case ISA_LOAD: address = traced->first + operands.c; break;
    case ISA_STORE_INDEXED: is_store = true; // fallthrough
    case ISA_LOAD_INDEXED: address = traced->first + traced->second; break;
    case ISA_TRAP: return false;
    default: break;
    }
    traced->address = address;
    if (row->size != 0) {
        accessed = word_at(machine, is_store ? tracing->write : tracing->read, context, address,
                           row->alignment, is_store ? ACCESS_WRITE : ACCESS_READ);
        if (accessed == NULL)
            return false;
        traced->second = *accessed;
    }
    switch (decoded->operation) {
#define A                    (*register_at(context, operands.a))
#define B                    (*register_at(context, operands.b))
#define C                    (*register_at(context, operands.c))
#define N                    operands.c
#define HI                   context[CONTEXT_HI]
#define LO                   context[CONTEXT_LO]
#define RA                   context[REGISTER_RA]
#define CONTEXT              context
#define WORD                 (*accessed)
#define ADDRESS              address
#define TARGET               target
#define LINK                 (pc + 8)
#define NOTHING              (void)0
#define BRANCH_IF(condition) taken = condition
#define JUMP_TO(address)     taken = true, target = address
#define RAISE_IF(condition, exception, code)                                                       \
    if (condition)                                                                                 \
    return false
#define COMPUTE(cause_of)                                                                          \
    uint32_t cause = cause_of;                                                                     \
    RAISE_IF(cause != 0, FLOATING_POINT, cause)
#define ISA(id, name, letters, format, bits, fixed, subset, kind, size, alignment, reads, writes,  \
            effect)                                                                                \
    case ISA_##id: {                                                                               \
        effect;                                                                                    \
        break;                                                                                     \
    }
#include "../../core/isa/isa.def"
    case ISA_RESERVED: return false;
    }
    context[0] = 0;
    traced->result = is_store ? *accessed : *register_at(context, decoded->result);
    if (row->kind == ISA_LIKELY && !taken)
        context[CONTEXT_NEXT_PC] = pc + 8;
    context[CONTEXT_PC] = context[CONTEXT_NEXT_PC];
    context[CONTEXT_NEXT_PC] = taken ? target : context[CONTEXT_PC] + 4;
    return true;
}

// ---- pieces ----

// By the machine's own reference, without its operands: for what raises an exception, and what is
// rare.
static enum exception step_once(struct machine *machine, uint32_t *context,
                                const struct decoded *decoded, struct mixter_step *traced) {
    if (decoded != NULL) {
        traced->first = *register_at(context, decoded->operands.b);
        traced->second = 0;
    }
    enum exception exception = step(machine, context);
    if (exception == EXCEPTION_NONE && decoded != NULL)
        traced->result = *register_at(context, decoded->result);
    return exception;
}

static enum exception tracing_run(struct mixter *mixter, uint32_t *context, uint64_t budget,
                                  uint64_t start) {
    struct machine *machine = mixter->machine;
    struct tracing *tracing = mixter->tracing;
    const struct mixter_tracer tracer = tracing->tracer;
    struct mixter_step traced = {.total = start};
    forget_pages(tracing);
    context[0] = 0;
    context[CONTEXT_EXCEPTION] = EXCEPTION_NONE;
    for (; budget > 0; budget--) {
        uint32_t pc = context[CONTEXT_PC];
        struct traced_code *page = code_at(machine, tracing, context, pc);
        struct decoded *decoded = NULL;
        if (page != NULL) {
            uint32_t word = page->words[pc / 4 % PAGE_WORDS];
            decoded = &page->code[pc / 4 % PAGE_WORDS];
            if (decoded->word != word || !decoded->is_known)
                decode(decoded, word, pc, context[CONTEXT_SUBSET]);
            traced.word = word;
        }
        traced.pc = pc;
        bool is_plain = decoded != NULL &&
                        (context[CONTEXT_NEXT_PC] == pc + 4 || !isa_has_slot(decoded->operation));
        if (is_plain && execute(machine, tracing, context, decoded, &traced))
            context_retire(context, 1);
        else if (step_once(machine, context, decoded, &traced) != EXCEPTION_NONE)
            return (enum exception)context[CONTEXT_EXCEPTION];
        if (tracer.step != NULL)
            tracer.step(tracer.state, &traced);
        traced.total++;
    }
    return context_raise(context, EXCEPTION_TIMER, 0, 0);
}

enum exception tracing_piece(struct mixter *mixter, struct seen *seen, engine *engine,
                             uint32_t *context, uint64_t budget, uint64_t start) {
    struct tracing *tracing = mixter->tracing;
    complete_call(tracing, context);
    return tracing->tracer.step != NULL ? tracing_run(mixter, context, budget, start)
                                        : library_piece(mixter, seen, engine, context, budget);
}

void tracing_stopped(struct mixter *mixter, const uint32_t *context, uint64_t total,
                     enum exception exception) {
    if (exception == EXCEPTION_SYSTEM_CALL)
        begin_call(mixter->tracing, context, total);
}

// ---- steps of the reference of the switch ----

void tracing_before(struct mixter *mixter, const struct seen *seen, const uint32_t *words) {
    struct tracing *tracing = mixter->tracing;
    struct mixter_step *traced = &tracing->step;
    struct step_access access;
    struct decoded decoded = {0};
    uint32_t words_of[CONTEXT_WORDS];
    complete_call(tracing, words);
    memcpy(words_of, words, sizeof words_of);
    *traced = (struct mixter_step){.total = context_retired(mixter->process->context),
                                   .pc = words[CONTEXT_PC]};
    memory_read(mixter, seen, traced->pc, &traced->word, 4);
    decode(&decoded, traced->word, traced->pc, words[CONTEXT_SUBSET]);
    traced->first = *register_at(words_of, decoded.operands.b);
    if (decoded.has_second)
        traced->second = *register_at(words_of, decoded.operands.c);
    if (step_access(words, traced->word, &access)) {
        traced->address = access.address;
        memory_read(mixter, seen, access.address & ~3u, &traced->second, 4);
    }
    tracing->result = decoded.result;
    tracing->retired = context_retired(words);
}

void tracing_after(struct mixter *mixter, const struct seen *seen) {
    struct tracing *tracing = mixter->tracing;
    struct mixter_step *traced = &tracing->step;
    uint32_t words[CONTEXT_WORDS];
    if (!contexts_words(mixter, seen, words))
        return;
    enum isa_operation operation = isa_decode_in(traced->word, words[CONTEXT_SUBSET]);
    if (context_retired(words) == tracing->retired) {
        if (operation == ISA_SYSCALL && words[CONTEXT_EXCEPTION] == EXCEPTION_SYSTEM_CALL)
            begin_call(tracing, words, traced->total);
        return;
    }
    if (operation == ISA_SYSCALL)
        return;
    if (isa_is_store(operation))
        memory_read(mixter, seen, traced->address & ~3u, &traced->result, 4);
    else
        traced->result = *register_at(words, tracing->result);
    if (tracing->tracer.step != NULL)
        tracing->tracer.step(tracing->tracer.state, traced);
}

// ---- beginning and end ----

void tracing_forget(struct mixter *mixter) {
    if (mixter->tracing != NULL)
        mixter->tracing->is_calling = false;
}

void tracing_end(struct mixter *mixter) {
    struct tracing *tracing = mixter->tracing;
    if (tracing == NULL)
        return;
    for (uint32_t i = 0; i < CODE_PAGES; i++)
        free(tracing->code[i]);
    free(tracing->path);
    free(tracing);
    mixter->tracing = NULL;
}

struct wanted_trace {
    const char *path;
    const struct mixter_tracer *tracer;
};

static enum mixter_error trace(struct mixter *mixter, void *arguments) {
    const struct wanted_trace *wanted = arguments;
    tracing_end(mixter);
    if (wanted->tracer == NULL)
        return MIXTER_OK;
    if (wanted->path == NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "no path");
    struct tracing *tracing = memory_new(sizeof *tracing);
    tracing->path = memory_text(wanted->path);
    tracing->tracer = *wanted->tracer;
    mixter->tracing = tracing;
    return MIXTER_OK;
}

enum mixter_error mixter_trace(struct mixter *machine, const char *path,
                               const struct mixter_tracer *tracer) {
    struct wanted_trace wanted = {path, tracer};
    return library_call(machine, NEED_NOTHING, trace, &wanted);
}
