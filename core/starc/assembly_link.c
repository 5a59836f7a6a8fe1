// Assembly language in a program: a section is an object that is laid out as it is; what its
// symbols name are parts of it.

#include "assembly.h"
#include "parse.h"

#include <string.h>

enum { WORD = 4 };

static struct assembly_unit *units, **units_tail = &units;

// ---- files ----

static struct assembly_piece *pieces;
static uint32_t piece_count, piece_capacity;

static void add_line(const char *text, uint32_t length, place_t place) {
    pieces = array_room(pieces, &piece_capacity, piece_count, sizeof *pieces);
    pieces[piece_count++] =
        (struct assembly_piece){.text = text, .length = length, .place = place, .is_made = true};
}

void assembly_parse_file(struct source *source, bool is_preprocessed) {
    piece_count = 0;
    if (is_preprocessed) {
        preprocess_lines(source, add_line);
    } else {
        pieces = array_room(pieces, &piece_capacity, 0, sizeof *pieces);
        pieces[piece_count++] = (struct assembly_piece){
            .text = source->text, .length = source->size, .place = source->start};
    }
    struct assembly_unit *unit = assembly_read(pieces, piece_count, false);
    unit->place = source->start;
    if (type_void == NULL)
        type_initialize();
    assembly_add(unit);
}

// ---- symbols ----

static void add_section(struct assembly_section *section, place_t place) {
    struct object *object = allocate(sizeof *object);
    struct type *type = allocate(sizeof *type);
    type->kind = TYPE_FUNCTION;
    type->base = type_void;
    object->name = name_intern(section->name, (uint32_t)strlen(section->name));
    object->type = type;
    object->place = place;
    object->alignment = section->alignment;
    object->is_global = true;
    object->is_defined = true;
    object->is_synthetic = true;
    object->assembly = section;
    section->object = object;
}

static bool is_local(const struct assembly_symbol *symbol) {
    return symbol->name == NULL || !symbol->is_global;
}

static void define(struct assembly_symbol *symbol) {
    struct name *name = symbol->name;
    struct object *object = is_local(symbol) ? symbol->object : name->external;
    if (!symbol->is_defined || symbol->section == NULL || symbol->section->kind == SECTION_NONE ||
        (is_local(symbol) && object == NULL))
        return;
    if (object == NULL)
        object = external_object(name, symbol->section->object->type, symbol->place);
    if (object->is_defined && !object->is_weak_definition) {
        if (symbol->is_weak)
            return;
        error_at(symbol->place, "redefinition of '%s'", name->text);
        note_at(object->place, "previous definition of '%s'", name->text);
        return;
    }
    object->body = NULL;
    object->initializers = NULL;
    object->is_defined = true;
    object->is_weak_definition = symbol->is_weak;
    object->is_label = true;
    object->alias = symbol->section->object;
    object->code_offset = symbol->value;
    object->place = symbol->place;
    symbol->object = object;
}

void assembly_add(struct assembly_unit *unit) {
    *units_tail = unit;
    units_tail = &unit->next;
    for (struct assembly_section *s = unit->sections; s != NULL; s = s->next)
        if (s->kind != SECTION_NONE)
            add_section(s, unit->place);
    for (struct assembly_symbol *symbol = unit->symbols; symbol != NULL; symbol = symbol->next)
        define(symbol);
}

// What the unit of C around means by a name.
void assembly_bind(struct assembly_unit *unit) {
    for (struct assembly_symbol *symbol = unit->symbols; symbol != NULL; symbol = symbol->next) {
        struct binding *binding = symbol->name != NULL ? symbol->name->ordinary : NULL;
        if (binding == NULL || binding->kind != BINDING_OBJECT || binding->object == NULL ||
            !binding->object->is_global ||
            (binding->object->is_external && (symbol->is_global || !symbol->is_defined)))
            continue;
        symbol->object = binding->object;
        symbol->object->is_used = true;
    }
}

static struct object *object_of(struct assembly_symbol *symbol) {
    if (symbol->is_defined && symbol->section != NULL)
        return symbol->section->object;
    if (symbol->object == NULL)
        symbol->object = link_named(symbol->name, symbol->place, symbol->is_weak);
    return symbol->object;
}

static void resolve(struct assembly_section *section) {
    for (struct assembly_fixup *fixup = section->fixups; fixup != NULL; fixup = fixup->next) {
        struct assembly_symbol *symbol = fixup->value.symbol;
        struct relocation *relocation = allocate(sizeof *relocation);
        relocation->offset = fixup->offset;
        relocation->kind = fixup->kind;
        relocation->symbol = object_of(symbol);
        relocation->addend = (uint32_t)fixup->value.number;
        if (symbol->is_defined && symbol->section != NULL)
            relocation->addend += symbol->value;
        relocation->next = section->relocations;
        section->relocations = relocation;
        link_reference(relocation->symbol, fixup->place);
    }
}

void assembly_reference_all(void) {
    for (const struct assembly_unit *unit = units; unit != NULL; unit = unit->next)
        for (const struct assembly_section *s = unit->sections; s != NULL; s = s->next)
            if (s->object != NULL && (s->bytes.size > 0 || s->size > 0))
                link_reference(s->object, unit->place);
}

// ---- contents ----

void assembly_lay_out(struct place_in_image *image) {
    struct assembly_section *section = image->object->assembly;
    uint32_t size = section->kind == SECTION_BSS ? section->size : section->bytes.size;
    image->section = section->kind;
    image->size = (size + WORD - 1) / WORD * WORD;
    resolve(section);
    if (section->kind == SECTION_BSS)
        return;
    image->bytes = allocate(image->size);
    if (size > 0)
        memcpy(image->bytes, section->bytes.bytes, size);
    if (section->kind == SECTION_TEXT) {
        image->words = allocate(image->size);
        memcpy(image->words, image->bytes, image->size);
        image->word_count = image->size / WORD;
        image->jumps = section->relocations;
    } else {
        image->addresses = section->relocations;
    }
}

void assembly_each_symbol(void (*visit)(const struct assembly_symbol *symbol)) {
    for (const struct assembly_unit *unit = units; unit != NULL; unit = unit->next)
        for (const struct assembly_symbol *s = unit->symbols; s != NULL; s = s->next)
            if (s->name != NULL && s->is_defined && s->section != NULL &&
                s->section->object != NULL && s->section->object->image != NULL &&
                strchr(s->name->text, '\2') == NULL && strncmp(s->name->text, "$L", 2) != 0 &&
                strncmp(s->name->text, ".L", 2) != 0)
                visit(s);
}

void assembly_forget_all(void) {
    units = NULL;
    units_tail = &units;
}
