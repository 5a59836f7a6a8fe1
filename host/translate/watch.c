// Tells whoever wants to know of the code that has been translated (core/mipster/translation.h).
#include <stdlib.h>

#include "../../core/mipster/translation.h"
#include "../../core/panic.h"
#include "translate.h"

static uint32_t head_pc(void *state, uint32_t run) {
    const struct address_space *space = state;
    const struct translator *translator = space->translator;
    if (!cache_contains(translator, run) || translator->block_count == 0)
        return 1;
    const struct block *block = cache_find(translator, run);
    return block->run == run && block->page->space == space ? block->pc : 1;
}

// The guest register that is in a word of the context.
static uint8_t register_of(uint8_t word) {
    bool is_hi_or_lo = word == CONTEXT_HI || word == CONTEXT_LO;
    return is_hi_or_lo ? (uint8_t)(word - CONTEXT_HI + GUEST_HI) : word;
}

static void tell_units(const struct translator *translator, const struct block *block,
                       struct translated_unit *units) {
    const struct unit *unit = cache_units(translator, block);
    for (uint32_t i = 0; i < block->unit_count; i++, unit++) {
        units[i] = (struct translated_unit){.run = block->run + unit->offset,
                                            .pc = block->page->address + unit->word_index * 4u,
                                            .index = unit->index,
                                            .is_start = unit->clean};
        for (unsigned j = 0; j < TRANSLATION_SCRATCHES; j++)
            units[i].held[j] = register_of(unit->held[j]);
    }
}

static void tell_block(const struct translator *translator, const struct block *block,
                       struct translated_block *told, struct translated_unit *units) {
    *told = (struct translated_block){
        .pc = block->pc,
        .run = block->run,
        .size = block->size,
        .count = block->count,
        .indirect = block->indirect == 0 ? 0 : block->run + block->indirect,
        .returns = block->returns == 0 ? 0 : block->run + block->returns,
        .stub = block->stub,
        .units = units,
        .unit_count = block->unit_count};
    tell_units(translator, block, units);
}

void watch_translated(struct address_space *space, uint32_t first) {
    const struct translator *translator = space->translator;
    const struct shared *shared = translator->shared;
    uint32_t count = translator->block_count - first;
    uint32_t first_unit = translator->blocks[first].units;
    struct translated_block *blocks = calloc(count, sizeof *blocks);
    struct translated_unit *units = calloc(translator->unit_count - first_unit + 1, sizeof *units);
    if (blocks == NULL || units == NULL)
        panic("translation: out of memory");
    for (uint32_t i = 0; i < count; i++) {
        const struct block *block = &translator->blocks[first + i];
        tell_block(translator, block, &blocks[i], units + (block->units - first_unit));
    }
    struct translation translation = {.machine = translator->machine,
                                      .directory = space->directory,
                                      .subset = space->subset,
                                      .has_window = space->window != NULL,
                                      .map = translator->guest_map,
                                      .code = translator->writable,
                                      .code_run = translator->executed,
                                      .code_size = cache_size,
                                      .enter = translator->enter_run,
                                      .missed = translator->missed_run,
                                      .leave_link = cache_leave(translator, LEAVE_LINK),
                                      .leave_indirect = cache_leave(translator, LEAVE_INDIRECT),
                                      .leave_budget = cache_leave(translator, LEAVE_BUDGET),
                                      .leave_step = cache_leave(translator, LEAVE_STEP),
                                      .leave_system_call =
                                          cache_leave(translator, LEAVE_SYSTEM_CALL),
                                      .leave_fault = cache_leave(translator, LEAVE_FAULT),
                                      .saved = shared_address(&shared->saved),
                                      .part = shared_address(&shared->part),
                                      .site = shared_address(&shared->site),
                                      .tables = shared_address(&shared->tables),
                                      .flat = shared_address(&shared->flat),
                                      .context = shared_address(&shared->context),
                                      .base = shared_address(&shared->base),
                                      .budget = shared_address(&shared->budget),
                                      .enter_to = shared_address(&shared->enter),
                                      .held = shared_address(shared->held),
                                      .link = shared_address(&shared->link),
                                      .stack = shared_address(&shared->stack),
                                      .host_stack = shared_address(&shared->host_stack),
                                      .blocks = blocks,
                                      .block_count = count,
                                      .head_pc = head_pc,
                                      .state = space};
    translator->watcher(translator->watching, &translation);
    free(blocks);
    free(units);
}

bool environment_watch_translation(struct machine *machine, translation_watcher *watcher,
                                   void *watching) {
    struct translator *translator = translator_of(machine);
    if (translator == NULL)
        return false;
    translator->watcher = watcher;
    translator->watching = watching;
    return true;
}
