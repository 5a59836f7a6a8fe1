// --dump=PASS: the functions of the program as they are after a pass: the syntax trees
// (dump_tree.c), the instructions of the intermediate representation, or the words of the machine.
// What comes from libcstar is left out.

#include "dump.h"
#include "lower.h"

#include "../isa/isa.h"

#include <string.h>

enum { WORD = 4 };

struct buffer dump_text;

static const char *const pass_names[] = {"",         "parse",    "lower", "optimize",
                                         "legalize", "allocate", "emit"}; // ORDER DUMP

bool dump_choose(const char *name) {
    for (uint32_t i = 1; i < sizeof pass_names / sizeof pass_names[0]; i++)
        if (strcmp(pass_names[i], name) == 0)
            options.dump = (enum dump_pass)i;
    return options.dump != DUMP_NONE;
}

void dump_function(enum dump_pass pass, struct object *object) {
    const struct source *source = pass == options.dump ? source_at(object->place) : NULL;
    if (source == NULL || source->is_library)
        return;
    if (pass == DUMP_PARSE)
        dump_tree(object);
    else if (pass == DUMP_EMIT)
        dump_words(object);
    else
        dump_instructions(object);
}

void dump_title(const struct object *object) {
    const char *name;
    uint32_t line;
    source_position(object->place, &name, &line, NULL);
    buffer_format(&dump_text, "%s%s: %s  # %s:%u\n", dump_text.size > 0 ? "\n" : "",
                  object->name->text, type_text(object->type), name, (unsigned)line);
}

// ---- instructions ----

// After allocate a virtual register is one of the machine, or a slot of the frame.
static void put_register(reg_t reg) {
    bool is_allocated = options.dump == DUMP_ALLOCATE && reg >= REGISTER_VIRTUAL;
    reg_t machine = is_allocated ? function.assignment[reg - REGISTER_VIRTUAL] : reg;
    if (is_allocated && machine == 0)
        buffer_format(&dump_text, "slot%u", (unsigned)function.spill_slot[reg - REGISTER_VIRTUAL]);
    else if (machine >= REGISTER_F0 && machine < REGISTER_VIRTUAL)
        buffer_format(&dump_text, "$f%u", (unsigned)(machine - REGISTER_F0));
    else if (machine < REGISTER_VIRTUAL)
        buffer_format(&dump_text, "%s", isa_register_names[machine]);
    else
        buffer_format(&dump_text, "v%u", (unsigned)machine);
}

static void put_symbol(const struct object *symbol) {
    if (symbol->name != NULL)
        buffer_format(&dump_text, "%s", symbol->name->text);
    else
        buffer_format(&dump_text, "(literal)");
}

static void put_constant(const struct ir *ir) {
    if (class_is_floating(ir->class) && ir_table[ir->operation].right != OPERAND_w)
        buffer_format(&dump_text, "%s", floating_text(ir_constant(ir), (enum ir_class)ir->class));
    else if (ir->class == CLASS_LONG && ir_table[ir->operation].right != OPERAND_w)
        buffer_format(&dump_text, "%lld", (long long)ir_constant(ir));
    else
        buffer_format(&dump_text, "%d", (int)ir->number);
}

static void put_address(const struct ir *ir) {
    if (ir->base == BASE_SYMBOL)
        put_symbol(ir->symbol);
    else if (ir->base == BASE_SLOT)
        buffer_format(&dump_text, "slot%u", (unsigned)ir->slot);
    else
        put_register(ir->left);
    if (ir->number != 0)
        buffer_format(&dump_text, "%s%d", ir->number > 0 ? "+" : "", (int)ir->number);
}

// The codes of ir.def.
static void put_operand(const struct ir *ir, char code) {
    static const char *const widths[] = {"word", "byte",          "unsigned byte",
                                         "half", "unsigned half", "long"}; // ORDER WIDTH
    switch (code) {
    case 't': put_register(ir->to); break;
    case 'l': put_register(ir->left); break;
    case 'r':
        if (ir->is_constant)
            put_constant(ir);
        else
            put_register(ir->right);
        break;
    case 'n': buffer_format(&dump_text, "%d", (int)ir->number); break;
    case 'a': put_address(ir); break;
    case 'j': buffer_format(&dump_text, "L%u", (unsigned)ir->label); break;
    case 's': put_symbol(ir->symbol); break;
    case 'm':
        buffer_format(&dump_text, "%s%s", ir->has_effect ? "volatile " : "", widths[ir->width]);
        break;
    case 'c':
        if (ir->class != CLASS_WORD)
            buffer_append_byte(&dump_text, " lsd"[ir->class]);
        break;
    case 'f':
        if (ir->width != 0)
            buffer_format(&dump_text, ", %u floating", (unsigned)ir->width);
        break;
    case 'g': buffer_format(&dump_text, "%s", ir->has_effect ? ", unless it is 0" : ""); break;
    default: buffer_append_byte(&dump_text, code); break;
    }
}

static void put_table(const struct jump_table *table) {
    buffer_format(&dump_text, " to");
    for (uint32_t i = 0; i < table->count; i++)
        buffer_format(&dump_text, " L%u", (unsigned)table->labels[i]);
}

static void put_place(place_t place, uint32_t *last) {
    const char *name;
    uint32_t line;
    source_position(place, &name, &line, NULL);
    if (place != 0 && line != *last)
        buffer_format(&dump_text, "  # %s:%u", name, (unsigned)line);
    if (place != 0)
        *last = line;
    buffer_append_byte(&dump_text, '\n');
}

static void put_slots(void) {
    for (uint32_t i = 1; i < function.slot_count; i++) {
        const struct slot *slot = &function.slots[i];
        buffer_format(&dump_text, "    slot%u: %u bytes%s\n", (unsigned)i, (unsigned)slot->size,
                      slot->is_incoming ? " of the caller's frame" : "");
    }
}

static void put_variables(const struct object *object) {
    for (const struct object *local = object->locals; local != NULL; local = local->next) {
        if (local->name == NULL || local->local == 0)
            continue;
        buffer_format(&dump_text, "    %s: ", local->name->text);
        if (in_registers(local))
            put_register(local->local);
        else
            buffer_format(&dump_text, "slot%u", (unsigned)local->local);
        buffer_append_byte(&dump_text, '\n');
    }
}

void dump_instructions(const struct object *object) {
    uint32_t line = 0;
    dump_title(object);
    put_variables(object);
    put_slots();
    for (uint32_t i = 0; i < function.count; i++) {
        const struct ir *ir = &function.code[i];
        if (ir->operation == IR_NOP)
            continue;
        buffer_format(&dump_text, ir->operation == IR_LABEL ? "  " : "    ");
        for (const char *c = ir_table[ir->operation].form; *c != '\0'; c++) {
            if (*c == '%')
                put_operand(ir, *++c);
            else
                buffer_append_byte(&dump_text, *c);
        }
        if (ir->operation == IR_JUMP_TABLE)
            put_table(ir->table);
        put_place(ir->place, &line);
    }
}

// ---- words ----

static const struct object *target_of(const struct place_in_image *image, uint32_t offset) {
    for (const struct relocation *r = image->jumps; r != NULL; r = r->next)
        if (r->offset == offset)
            return r->symbol;
    return NULL;
}

// Before linking: addresses are relative to the function, and jumps go to symbols.
void dump_words(const struct object *object) {
    const struct place_in_image *image = object->image;
    uint32_t line = 0, next = 0;
    dump_title(object);
    for (uint32_t i = 0; i < image->word_count; i++) {
        const struct object *target = target_of(image, i * WORD);
        char text[64];
        isa_disassemble(image->words[i], i * WORD, text, sizeof text);
        if (isa_decode(image->words[i]) == ISA_JAL && target != NULL)
            buffer_format(&dump_text, "    %4x  jal     %s", (unsigned)(i * WORD),
                          target->name->text);
        else
            buffer_format(&dump_text, "    %4x  %-7.*s %s", (unsigned)(i * WORD),
                          (int)strcspn(text, "\t"), text,
                          text[strcspn(text, "\t")] == '\t' ? strchr(text, '\t') + 1 : "");
        while (next + 1 < image->line_count && image->lines[next + 1].offset <= i * WORD)
            next++;
        put_place(next < image->line_count ? image->lines[next].place : 0, &line);
    }
}
