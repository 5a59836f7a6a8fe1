// Names of places in the code of the program.
#include "why_story.h"

#include <stddef.h>

#include "../../core/debug/variables.h"
#include "why_ask.h"

enum { INLINED_MOST = 16 };

static bool is_own(const struct code_frame *frame) {
    return frame->place.file != NULL && frame->place.file[0] != '<';
}

// Of a library's functions that are inlined, the one that they are inlined into.
struct code_frame why_code(const struct why_run *run, uint32_t pc) {
    struct code_frame frames[INLINED_MOST] = {0};
    uint32_t count = image_frames_at(run->image, pc, frames, INLINED_MOST), chosen = 0;
    while (chosen < count && !is_own(&frames[chosen]))
        chosen++;
    if (chosen == count)
        chosen = count > 0 ? count - 1 : 0;
    if (frames[chosen].function == NULL)
        frames[chosen].function = "?";
    return frames[chosen];
}

bool why_is_library(const struct why_run *run, uint32_t pc) {
    struct code_frame frame = why_code(run, pc);
    return !is_own(&frame);
}

const char *why_register_name(const struct why_run *run, uint32_t pc, uint32_t reg) {
    return image_variable_at(run->image, pc, reg);
}

// The size of the frame, by the instructions at the beginning of the function.
uint32_t why_frame_size(const struct why_run *run, uint32_t pc) {
    struct symbol symbol = image_function_at(run->image, pc);
    const struct segment *segment = image_segment_at(run->image, pc);
    if (symbol.name == NULL || segment == NULL)
        return 0;
    for (uint32_t at = symbol.address; at < pc && at - symbol.address < 64; at += 4) {
        uint32_t offset = at - segment->address;
        if (offset + 4 > segment->file_size)
            break;
        uint32_t word = image_word(image_at(run->image, segment->offset + offset));
        bool is_frame = isa_decode(word) == ISA_ADDIU && isa_rt(word) == REGISTER_SP &&
                        isa_rs(word) == REGISTER_SP && isa_immediate(word) >> 31 != 0;
        if (is_frame)
            return 0 - isa_immediate(word);
    }
    return 0;
}

uint32_t why_frame_end(const struct why_run *run, const struct mixter_registers *registers) {
    return registers->general[REGISTER_SP] + why_frame_size(run, registers->pc);
}

struct parameter {
    uint32_t number;
    const char *name;
};

// Parameters are the variables that are where the conventions put arguments.
static void compare(void *state, const struct variable *variable) {
    struct parameter *parameter = state;
    const struct word_location *word = &variable->words[0];
    if (variable->word_count == 0)
        return;
    bool is_register =
        word->place == WORD_IN_REGISTER && word->number == REGISTER_A0 + parameter->number;
    bool is_home = word->place == WORD_IN_FRAME && word->number == parameter->number * 4;
    if (parameter->name == NULL && (is_register || is_home))
        parameter->name = variable->name;
}

const char *why_parameter_name(const struct why_run *run, uint32_t entry, uint32_t number) {
    struct parameter parameter = {number, NULL};
    image_variables(run->image, entry, false, compare, &parameter);
    return parameter.name;
}
