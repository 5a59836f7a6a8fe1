// The next exception of the shown context, or the last one: a system call, a page that is touched
// for the first time, or its end. Of a context with a hypervisor beneath, whatever the hypervisor
// gets. And the next write of a word.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/calls.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/context.h"
#include "page.h"

enum { PAGE_BYTES = 4096, PIECE_LEAST = 0x4000, PIECE_MOST = 0x400000, SITES_MOST = 4096 };

static const char *call_name(uint32_t number) {
    static const struct {
        uint32_t number;
        const char *name;
    } names[] = {
#define CALL(number, name, effect, signature, handler) {number, #name},
#include "../../core/calls.def"
#undef CALL
#define UNSERVED(number, name) {number, #name},
#include "../../core/unserved.def"
#undef UNSERVED
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].number == number)
            return names[i].name;
    }
    return "an unknown one";
}

static bool is_at_call(const struct page *page) {
    uint32_t word;
    return page->has_registers && page_word(page, page->registers.pc, &word) &&
           isa_decode(word) == ISA_SYSCALL;
}

static void tell_call(struct page *page) {
    const uint32_t *general = page->registers.general;
    page_message(page, "system call: %s (%u) of 0x%x, 0x%x, 0x%x", call_name(general[2]),
                 (unsigned)general[2], (unsigned)general[4], (unsigned)general[5],
                 (unsigned)general[6]);
}

// ---- instructions that are system calls, in pages that are executed ----

struct sites {
    struct page *page;
    uint32_t addresses[SITES_MOST];
    int points[SITES_MOST];
    uint32_t count;
};

static int find_sites(void *state, uint32_t address, const struct mixter_translation *translation) {
    struct sites *sites = state;
    unsigned char bytes[PAGE_BYTES];
    if ((translation->permissions & MIXTER_EXECUTE) == 0 ||
        mixter_read_memory(sites->page->debugger->machine, page_path(sites->page), address, bytes,
                           sizeof bytes, NULL) != MIXTER_OK)
        return 0;
    for (uint32_t i = 0; i < PAGE_BYTES && sites->count < SITES_MOST; i += 4) {
        if (isa_decode(image_word(bytes + i)) == ISA_SYSCALL)
            sites->addresses[sites->count++] = address + i;
    }
    return 0;
}

// Of the program's file, and of what it has written since.
static void set_sites(struct sites *sites) {
    const struct page *page = sites->page;
    const struct image *image = page_image(page, page->shown);
    struct mixter_translation translation = {.permissions = MIXTER_EXECUTE};
    sites->count = 0;
    for (uint32_t i = 0; image != NULL && i < image->segment_count; i++) {
        const struct segment *segment = &image->segments[i];
        uint32_t first = segment->address & ~(PAGE_BYTES - 1u);
        bool is_code = (segment->permissions & MIXTER_EXECUTE) != 0;
        for (uint32_t at = first; is_code && at < segment->address + segment->memory_size;
             at += PAGE_BYTES)
            find_sites(sites, at, &translation);
    }
    for (uint32_t i = 0; i < sites->count; i++)
        history_break(page->debugger->history, page_path(page), sites->addresses[i],
                      &sites->points[i]);
}

static void remove_sites(struct sites *sites) {
    for (uint32_t i = 0; i < sites->count; i++)
        history_remove(sites->page->debugger->history, sites->points[i]);
}

// ---- pages that are touched ----

static int count_page(void *state, uint32_t address, const struct mixter_translation *translation) {
    uint32_t *count = state;
    (void)address;
    *count += translation->is_touched != 0;
    return 0;
}

static uint32_t touched(struct page *page) {
    uint32_t count = 0;
    mixter_visit_pages(page->debugger->machine, page_path(page), count_page, &count);
    return count;
}

// The last place at which no more than `count` pages have been touched: between `low`, where that
// is so, and `high`.
static void find_touch(struct page *page, uint64_t low, uint64_t high, uint32_t count) {
    struct debugger *debugger = page->debugger;
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        resume_at(debugger, middle);
        if (touched(page) <= count)
            low = middle;
        else
            high = middle;
    }
    resume_at(debugger, low);
}

static bool is_interrupted(struct page *page) {
    if (!page->debugger->look(page->debugger))
        return false;
    page->debugger->stop.reason = MIXTER_STOP_INTERRUPTED;
    return true;
}

// Runs up to a stop, or a piece that touches a page, and then to that place.
static bool run_to_touch(struct page *page) {
    struct debugger *debugger = page->debugger;
    uint32_t count = touched(page);
    for (uint64_t piece = PIECE_LEAST;; piece = piece < PIECE_MOST ? 2 * piece : piece) {
        uint64_t first = history_now(debugger->history);
        resume_for(debugger, piece);
        if (touched(page) > count) {
            // The first instruction may be what touches: then it has been told before.
            find_touch(page, first, history_now(debugger->history), count);
            return true;
        }
        if (page_has_stopped(page) || is_interrupted(page))
            return false;
    }
}

static void tell_touch(struct page *page) {
    uint32_t word = 0, address = page->registers.pc;
    page_word(page, address, &word);
    enum isa_operation operation = isa_decode(word);
    bool is_data = isa_is_load(operation) || isa_is_store(operation);
    if (is_data)
        address = page->registers.general[isa_rs(word)] + isa_immediate(word);
    page_message(page, "page fault: %s of 0x%08x, where nothing has been yet",
                 !is_data                  ? "execution"
                 : isa_is_store(operation) ? "write"
                                           : "read",
                 (unsigned)address);
}

// ---- a program that runs on the machine ----

static void next_exception(struct page *page, struct sites *sites) {
    struct debugger *debugger = page->debugger;
    uint64_t first = history_now(debugger->history);
    bool is_touch = false;
    // What it stands before has been told; the instruction itself is executed without looking.
    resume_for(debugger, 1);
    if (debugger->has_ended)
        return;
    debugger->stop.reason = MIXTER_STOP_BUDGET;
    page_arrive(page);
    if (!is_at_call(page)) {
        set_sites(sites);
        is_touch = run_to_touch(page);
        remove_sites(sites);
    }
    bool is_user = debugger->stop.reason == MIXTER_STOP_BREAKPOINT && !is_touch;
    for (uint32_t i = 0; is_user && i < sites->count; i++)
        is_user = debugger->stop.point != sites->points[i];
    if (debugger->stop.reason == MIXTER_STOP_BREAKPOINT && !is_user)
        debugger->stop.reason = MIXTER_STOP_BUDGET;
    page_arrive(page);
    if (debugger->has_ended || is_user || history_now(debugger->history) == first)
        return;
    if (is_touch)
        tell_touch(page);
    else if (is_at_call(page))
        tell_call(page);
}

// Whichever is later: the last call, or the last page that was touched.
static void last_exception(struct page *page, struct sites *sites) {
    struct debugger *debugger = page->debugger;
    uint64_t now = history_now(debugger->history);
    uint32_t count = touched(page);
    history_heed(debugger->history, "");
    set_sites(sites);
    resume(debugger, RESUME_BACK, page->shown, (struct range){0, 0});
    remove_sites(sites);
    bool has_call = !debugger->is_at_start && history_now(debugger->history) >= page->start;
    uint64_t call = has_call ? history_now(debugger->history) : page->start;
    resume_at(debugger, call);
    bool is_touch = touched(page) < count;
    if (is_touch)
        find_touch(page, call, now, count - 1);
    history_heed(debugger->history, NULL);
    debugger->stop.reason = MIXTER_STOP_BUDGET;
    debugger->is_at_start = !is_touch && !has_call;
    page_arrive(page);
    if (debugger->is_at_start)
        return;
    if (has_call && history_now(debugger->history) == call)
        tell_call(page);
    else
        tell_touch(page);
}

// ---- a program on a hypervisor, whose switch returns with the exception ----

static bool find_supervisor(const struct page *page, uint32_t *supervisor) {
    const char *path = page_path(page);
    const char *slash = strrchr(path, '/');
    for (uint32_t i = 0; slash != NULL && i < page->debugger->inferior_count; i++) {
        const char *other = page->debugger->inferiors[i].path;
        if (strlen(other) == (size_t)(slash - path) &&
            memcmp(other, path, (size_t)(slash - path)) == 0) {
            *supervisor = i;
            return true;
        }
    }
    return false;
}

static void tell_guest(struct page *page, uint32_t supervisor) {
    struct mixter_registers registers;
    struct debugger *debugger = page->debugger;
    const char *path = debugger->inferiors[supervisor].path;
    if (mixter_read_registers(debugger->machine, path, &registers) != MIXTER_OK ||
        debugger->stopped != supervisor)
        return;
    uint32_t exception = registers.general[2]; // what the switch returns
    struct mixter_context context;
    unsigned char bytes[4];
    uint32_t address = 0;
    if (mixter_context(debugger->machine, page_path(page), &context) == MIXTER_OK &&
        mixter_read_memory(debugger->machine, path, context.block + 4 * CONTEXT_ADDRESS, bytes, 4,
                           NULL) == MIXTER_OK)
        address = image_word(bytes);
    if (exception == EXCEPTION_SYSTEM_CALL)
        tell_call(page);
    else
        page_message(page, "%s, at 0x%08x; %s serves it",
                     exception < EXCEPTIONS ? exception_names[exception] : "an exception",
                     (unsigned)address, path);
}

static void guest_exception(struct page *page, uint32_t supervisor, bool is_back) {
    struct debugger *debugger = page->debugger;
    struct mixter_registers registers;
    const char *path = debugger->inferiors[supervisor].path;
    uint32_t shown = page->shown;
    uint64_t now = history_now(debugger->history);
    // Where its supervisor goes on is known while it runs: after whatever is served now, or before.
    if (debugger->stopped != shown && is_back)
        page_go_to_previous(page);
    else if (debugger->stopped != shown)
        resume(debugger, RESUME_STEP, shown, (struct range){0, 0});
    if (mixter_read_registers(debugger->machine, path, &registers) == MIXTER_OK &&
        debugger->stopped == shown && !page_has_stopped(page)) {
        if (is_back)
            resume_at(debugger, now);
        resume_to(debugger, supervisor, registers.next_pc, is_back);
    }
    page->shown = shown;
    page_arrive(page);
    if (!debugger->is_at_start && !debugger->has_ended)
        tell_guest(page, supervisor);
}

void page_event(struct page *page, bool is_back) {
    uint32_t supervisor;
    page_leave(page);
    page->debugger->is_at_start = false;
    if (!page_may_move(page, is_back))
        return;
    if (find_supervisor(page, &supervisor)) {
        guest_exception(page, supervisor, is_back);
        return;
    }
    struct sites *sites = malloc(sizeof *sites);
    if (sites == NULL)
        return;
    sites->page = page;
    sites->count = 0;
    if (is_back)
        last_exception(page, sites);
    else
        next_exception(page, sites);
    free(sites);
}

// ---- writes ----

// In both directions it is shown behind the instruction that has written.
void page_write(struct page *page, uint32_t address, bool is_back) {
    struct debugger *debugger = page->debugger;
    uint32_t after = 0;
    int point;
    page_leave(page);
    debugger->is_at_start = false;
    if (!page_may_move(page, is_back))
        return;
    if (is_back) // it may be behind a write already
        resume_at(debugger, history_now(debugger->history) - 1);
    if (history_watch(debugger->history, page_path(page), address, 4, MIXTER_WRITE, &point) !=
        MIXTER_OK) {
        page_message(page, "0x%08x cannot be watched", (unsigned)address);
        return;
    }
    resume(debugger, is_back ? RESUME_BACK : RESUME, page->shown, (struct range){0, 0});
    bool is_hit = debugger->stop.reason == MIXTER_STOP_WATCHPOINT && debugger->stop.point == point;
    history_remove(debugger->history, point);
    if (is_hit && !is_back && !debugger->stop.by_kernel)
        resume(debugger, RESUME_STEP, page->shown, (struct range){0, 0});
    if (is_hit && !debugger->has_ended)
        debugger->stop.reason = MIXTER_STOP_BUDGET;
    if (debugger->is_at_start || history_now(debugger->history) < page->start) {
        resume_at(debugger, page->start);
        is_hit = false;
        debugger->is_at_start = true;
    }
    page_arrive(page);
    page_word(page, address, &after);
    if (is_hit && !debugger->has_ended)
        page_message(page, "0x%08x was written %s: it is 0x%08x now", (unsigned)address,
                     debugger->stop.by_kernel ? "by a system call" : "by the instruction before",
                     (unsigned)after);
    else if (debugger->is_at_start)
        page_message(page, "0x%08x was not written before; this is the beginning",
                     (unsigned)address);
}
