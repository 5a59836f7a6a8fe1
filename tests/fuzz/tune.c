// The translator's settings of a state.
#include <string.h>

#include "../../core/environment.h"
#include "../../host/translate/translate.h"
#include "worlds.h"

void tune_start(struct machine *machine) {
    translator_of(machine);
}

static uint32_t next(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

// Any registers in any order; 0: those that the translator begins with.
static void choose_registers(struct translator *translator, uint32_t seed) {
    uint8_t all[GUEST_REGISTERS];
    for (uint32_t i = 1; i < GUEST_REGISTERS; i++)
        all[i] = (uint8_t)i;
    for (uint32_t i = 1; seed != 0 && i < GUEST_REGISTERS; i++) {
        uint32_t other = i + next(&seed) % (GUEST_REGISTERS - i);
        uint8_t taken = all[other];
        all[other] = all[i];
        all[i] = taken;
    }
    memcpy(translator->guest_mapped, all + 1, sizeof translator->guest_mapped);
}

static void choose_floats(struct translator *translator, uint32_t seed) {
    struct float_map *map = &translator->next_floats;
    float_map_clear(map);
    translator->uses_floats = false;
    for (uint32_t i = 0; seed != 0 && i < FLOATS_MAPPED; i++) {
        uint32_t number = next(&seed) % FLOATS;
        bool is_pair = next(&seed) % 2 == 0;
        uint32_t first = is_pair ? number / 2 * 2 : number;
        translator->uses_floats = translator->has_floats;
        if (map->homes[first] == NO_REGISTER && (!is_pair || map->homes[first + 1] == NO_REGISTER))
            float_map_add(map, FLOAT_FIRST + i, first, is_pair);
    }
}

void tune(struct machine *machine, const uint8_t *settings, uint8_t *before) {
    struct translator *translator = machine->translator;
    if (translator == NULL)
        return;
    struct translate_tuning *tuning = &translator->tuning;
    // A space is made for a window or without.
    bool anew = settings[SETTING_SPACES] % 16 == 15 && settings[SETTING_KEEP] % 2 == 0;
    if (anew || settings[SETTING_WINDOW] != before[SETTING_WINDOW])
        space_release_all(translator);
    static const uint64_t windows[] = {1000000, 0, 300, 3000};
    tuning->window_after = windows[settings[SETTING_WINDOW] % 4];
    tuning->code_bytes =
        settings[SETTING_CODE] == 0 ? 0x1000000 : 0x21000 + settings[SETTING_CODE] * 0x40u;
    tuning->spaces = settings[SETTING_SPACES] == 0 ? 64 : settings[SETTING_SPACES];
    tuning->host_mappings = settings[SETTING_MAPPINGS] == 0 ? 1000 : settings[SETTING_MAPPINGS];
    tuning->checked_after = 1 + settings[SETTING_CHECKED];
    tuning->small_budget = settings[SETTING_SMALL_BUDGET];
    tuning->spaces_after = 0;
    translator->interval = settings[SETTING_INTERVAL] == 0 ? 1 << 14 : settings[SETTING_INTERVAL];
    translator->has_avx =
        __builtin_cpu_supports("avx") != 0 && (settings[SETTING_PROCESSOR] & 1) == 0;
    translator->has_rounding =
        __builtin_cpu_supports("sse4.1") != 0 && (settings[SETTING_PROCESSOR] & 2) == 0;
    // Which code there is has been dropped with the frames that it was made of.
    if (memcmp(before, settings, SETTING_COUNT) == 0)
        return;
    memcpy(before, settings, SETTING_COUNT);
    choose_registers(translator, settings[SETTING_REGISTERS]);
    choose_floats(translator, settings[SETTING_FLOATS]);
    cache_flush(translator);
}

void tune_forget(struct machine *machine, uint32_t what) {
    struct translator *translator = machine->translator;
    if (translator == NULL)
        return;
    if (what % 16 == 0)
        space_release_all(translator);
    if (what % 4 >= 2)
        choose_registers(translator, what / 4);
    cache_flush(translator);
}
