// From reachable objects to an executable.
//
// Compiling starts at _start. Whatever emitted code or data mentions is looked up (in the units
// parsed so far, then in the unit of libcstar that its header names), queued, and compiled or laid
// out in its turn, so that nothing else gets into the image.
//
// $gp is where the data segment begins, behind the constants:
//     … literal pool, powers of 256, powers of two | $gp: small variables …
// all of which one instruction reaches with a signed 16-bit offset. Literals that do not fit go to
// further pools of 64 KiB, whose addresses are in the first one.

#include "assembly.h"
#include "dump.h"
#include "ir.h"

#include <stdlib.h>
#include <string.h>

enum {
    WORD = 4,
    NEAR_REACH = 32760, // bytes on each side of $gp
    NEAR_ALIGNMENT = 8,
    NEAR_SMALL = 16,    // variables of so many bytes are kept near $gp as long as they fit,
    NEAR_RECORD = 256,  // and larger records, whose members are named by themselves,
    NEAR_SHARE = 16384, // while no more than this is taken
    FAR_BASES = 128,    // near words kept for the addresses of further pools
    FAR_WORDS = 16384,  // words of a further pool: 64 KiB around its middle
    FAR_MIDDLE = 32768
};

// ---- queue ----

static struct place_in_image *queue, *queue_last;
static bool is_unit_alone; // nothing is looked for outside

static struct place_in_image *image_new(struct object *symbol, place_t place) {
    struct place_in_image *image = allocate(sizeof *image);
    image->object = symbol;
    image->first_use = place;
    symbol->image = image;
    if (queue_last != NULL)
        queue_last->next = image;
    else
        queue = image;
    queue_last = image;
    return image;
}

static bool is_function(const struct object *object) {
    return object->type->kind == TYPE_FUNCTION;
}

static bool has_definition(const struct object *object) {
    return is_function(object) && object->alias == NULL ? object->body != NULL : object->is_defined;
}

static void parse_library_unit(const char *name) {
    struct source *source = source_library(name);
    if (source != NULL && !source->is_parsed) {
        source->is_parsed = true;
        parse_unit(source);
    }
}

// Parses the unit of libcstar that defines a symbol: the one that its header names or, if the
// program has declared the symbol itself (C11 7.1.4p2) or not at all, that any header names.
void link_find_definition(const struct object *symbol) {
    if (has_definition(symbol) || is_unit_alone)
        return;
    const char *unit = symbol->library_unit;
    if (unit == NULL && symbol->name != NULL && symbol->is_external)
        source_declaring(symbol->name->text, &unit);
    if (unit != NULL)
        parse_library_unit(unit);
}

static uint32_t object_alignment(const struct object *object) {
    uint32_t alignment = object->alignment;
    if (alignment < object->type->alignment)
        alignment = object->type->alignment;
    return alignment < WORD ? WORD : alignment;
}

static bool is_bits(const struct initializer *part) {
    return part->bit != 0 || part->type->bits != 0;
}

// With what its initializers put into a flexible array member.
uint32_t object_size(const struct object *object) {
    uint32_t size = object->type->size;
    for (const struct initializer *i = object->initializers; i != NULL; i = i->next)
        if (i->offset + i->type->size > size && !is_bits(i))
            size = i->offset + i->type->size;
    return size;
}

static uint32_t near_bytes; // of small variables, from $gp on

static bool is_small(const struct object *object) {
    uint32_t size = object->type->size;
    bool is_record = type_is_record(object->type) && near_bytes + size <= NEAR_SHARE;
    uint32_t limit = is_record ? NEAR_RECORD : NEAR_SMALL;
    if (options.check_gaps && !type_is_scalar(object->type))
        return false;
    return !is_function(object) && !object->is_string && !object->is_read_only && size <= limit &&
           size > 0 && object_size(object) == size && object_alignment(object) <= NEAR_ALIGNMENT;
}

static void place_near(struct place_in_image *image) {
    uint32_t offset = align_up(near_bytes, object_alignment(image->object));
    uint32_t end = offset + align_up(image->object->type->size, WORD);
    if (end > NEAR_REACH)
        return;
    near_bytes = end;
    image->section = SECTION_NEAR;
    image->offset = offset;
}

void link_reference(struct object *symbol, place_t place) {
    if (symbol->image != NULL)
        return;
    if (symbol->alias != NULL) {
        link_reference(symbol->alias, place);
        symbol->image = symbol->alias->image;
        return;
    }
    link_find_definition(symbol);
    struct place_in_image *image = image_new(symbol, place);
    if (is_small(symbol) && symbol->is_defined)
        place_near(image);
}

bool link_near_symbol(struct object *symbol, int32_t *offset) {
    if (symbol->image == NULL || symbol->image->section != SECTION_NEAR)
        return false;
    *offset = (int32_t)symbol->image->offset;
    return true;
}

// ---- the literal pool ----

struct literal {
    struct literal *next; // in its hash bucket
    struct object *symbol;
    uint32_t value;
    uint32_t high; // of two words
    bool is_double;
    int32_t offset;
    int32_t far;
};

struct pool { // words and addresses in them
    struct buffer words;
    struct relocation *addresses;
    struct pool *next;
    struct place_in_image *image; // of a further pool
};

enum { LITERAL_BUCKETS = 4096 };
static struct literal *literals[LITERAL_BUCKETS];
static struct pool near_pool;
static struct pool *far_pools;
static int32_t far_base; // near word that holds the address of the current further pool

static uint32_t pool_append(struct pool *pool, struct object *symbol, uint32_t value) {
    uint32_t offset = pool->words.size;
    uint32_t word = symbol == NULL ? value : 0;
    buffer_append(&pool->words, &word, WORD);
    if (symbol != NULL) {
        struct relocation *address = allocate(sizeof *address);
        address->offset = offset;
        address->symbol = symbol;
        address->addend = value;
        address->next = pool->addresses;
        pool->addresses = address;
    }
    return offset;
}

// The near pool grows downwards. Returns the offset from $gp.
static int32_t near_offset(uint32_t pool_offset) {
    return NEAR_POOL - WORD - (int32_t)pool_offset;
}

static int32_t near_append(struct object *symbol, uint32_t value) {
    return near_offset(pool_append(&near_pool, symbol, value));
}

static struct object *object_new(const char *name, uint32_t size, bool is_read_only) {
    struct object *object = allocate(sizeof *object);
    object->name = name_intern(name, (uint32_t)strlen(name));
    object->type = type_array(type_unsigned, size / WORD);
    object->is_global = true;
    object->is_defined = true;
    object->is_read_only = is_read_only;
    object->is_synthetic = true;
    return object;
}

static void start_far_pool(void) {
    struct pool *pool = allocate(sizeof *pool);
    struct object *object = object_new("__literals", FAR_WORDS * WORD, true);
    object->alignment = 2 * WORD;
    pool->image = image_new(object, 0);
    pool->next = far_pools;
    far_pools = pool;
    if (near_pool.words.size + WORD - NEAR_POOL > NEAR_REACH)
        fatal_at(0, "too many different constants and addresses for one program");
    far_base = near_append(object, FAR_MIDDLE);
}

static int32_t place_near_literal(const struct literal *literal) {
    if (literal->is_double)
        near_append(NULL, literal->high);
    return near_append(literal->symbol, literal->value);
}

static int32_t place_far_literal(const struct literal *literal) {
    uint32_t offset = pool_append(far_pools, literal->symbol, literal->value);
    if (literal->is_double)
        pool_append(far_pools, NULL, literal->high);
    return (int32_t)offset - FAR_MIDDLE;
}

static void place_literal(struct literal *literal) {
    enum { MOST_WORDS = 3 }; // with one that only aligns
    enum { NEAR_WORDS = (NEAR_REACH + NEAR_POOL) / WORD - FAR_BASES };
    bool is_near = near_pool.words.size / WORD < NEAR_WORDS;
    if (!is_near && (far_pools == NULL || far_pools->words.size / WORD > FAR_WORDS - MOST_WORDS))
        start_far_pool();
    struct pool *pool = is_near ? &near_pool : far_pools;
    if (literal->is_double && pool->words.size % (2 * WORD) != 0)
        pool_append(pool, NULL, 0);
    literal->far = is_near ? 0 : far_base;
    literal->offset = is_near ? place_near_literal(literal) : place_far_literal(literal);
}

static int32_t find_literal(struct object *symbol, uint32_t value, const uint32_t *high,
                            int32_t *far) {
    bool is_double = high != NULL;
    uint32_t upper = is_double ? *high : 0;
    uint32_t hash = (value + upper) * 2654435761u;
    if (symbol != NULL)
        hash += symbol->name != NULL ? symbol->name->hash : symbol->place * 2654435761u;
    struct literal **bucket = &literals[hash / (0xffffffffu / LITERAL_BUCKETS + 1)];
    struct literal *literal = *bucket;
    while (literal != NULL && (literal->symbol != symbol || literal->value != value ||
                               literal->is_double != is_double || literal->high != upper))
        literal = literal->next;
    if (literal == NULL) {
        literal = allocate(sizeof *literal);
        literal->symbol = symbol;
        literal->value = value;
        literal->high = upper;
        literal->is_double = is_double;
        literal->next = *bucket;
        *bucket = literal;
        place_literal(literal);
    }
    *far = literal->far;
    return literal->offset;
}

int32_t link_pool_constant(uint32_t value, int32_t *far) {
    uint32_t rest = value;
    int32_t exponent = 0;
    *far = 0;
    while (rest > 1 && rest % 2 == 0) {
        rest /= 2;
        exponent++;
    }
    if (rest == 1)
        return NEAR_POWERS + exponent * WORD;
    return find_literal(NULL, value, NULL, far);
}

int32_t link_pool_double(uint64_t value, int32_t *far) {
    uint32_t high = (uint32_t)(value >> 32);
    return find_literal(NULL, (uint32_t)value, &high, far);
}

int32_t link_pool_address(struct object *symbol, int32_t addend, int32_t *far) {
    return find_literal(symbol, (uint32_t)addend, NULL, far);
}

// ---- what code needs without naming it ----

struct object *link_jump_table(struct jump_table *table) {
    return object_new("__switch", table->count * WORD, true);
}

// Routines on floating numbers have the names of their formats in theirs.
static const char *unit_of_routine(const char *name) {
    if (memcmp(name, "mem", 3) == 0)
        return "memory.c";
    if (strstr(name, "c3") != NULL)
        return "product.c";
    return strstr(name, "sf") != NULL || strstr(name, "df") != NULL ? "soft.c" : "runtime.c";
}

struct object *link_runtime(const char *name, place_t place) {
    struct object *object = external_find(name);
    if (object == NULL && intrinsic_is(name)) {
        struct name *interned = name_intern(name, (uint32_t)strlen(name));
        object = allocate(sizeof *object);
        object->name = interned;
        object->type = allocate(sizeof *object->type);
        object->type->kind = TYPE_FUNCTION;
        object->type->base = type_void;
        object->is_global = true;
        object->is_external = true;
        interned->external = object;
    } else if (object == NULL || (!has_definition(object) && object->image == NULL)) {
        parse_library_unit(unit_of_routine(name));
        object = external_find(name);
        if (object == NULL)
            fatal_at(place, "undefined reference to '%s'", name);
    }
    return object;
}

struct object *link_named(struct name *name, place_t place, bool is_weak) {
    const char *unit = NULL;
    struct object *object = name->external;
    if (object == NULL && intrinsic_is(name->text))
        return link_runtime(name->text, place);
    if (object == NULL && !is_unit_alone && source_declaring(name->text, &unit) != NULL &&
        unit != NULL) {
        parse_library_unit(unit);
        object = name->external;
    }
    if (object != NULL)
        return object;
    struct type *type = allocate(sizeof *type);
    type->kind = TYPE_FUNCTION;
    type->base = type_int;
    object = external_object(name, type, place);
    object->is_weak = is_weak;
    return object;
}

// ---- data ----

static void set_bits(unsigned char *to, uint32_t bit, uint32_t bits, uint64_t number) {
    for (; bits > 0; bits--, number >>= 1) {
        unsigned char mask = (unsigned char)(1 << (bit & 7));
        to[bit >> 3] =
            (unsigned char)((number & 1) != 0 ? to[bit >> 3] | mask : to[bit >> 3] & ~mask);
        bit++;
    }
}

// A later initializer of the same part replaces the address that an earlier one left there. The
// list begins with the highest offset, unless designators went back.
static void drop_address(struct place_in_image *image, uint32_t offset) {
    struct relocation **r = &image->addresses;
    if (*r == NULL || (*r)->offset < offset)
        return;
    while (*r != NULL && (*r)->offset != offset)
        r = &(*r)->next;
    if (*r != NULL)
        *r = (*r)->next;
}

static void lay_out_initializer(struct place_in_image *image, const struct initializer *part) {
    unsigned char *to = image->bytes + part->offset;
    struct expression *value = part->value;
    struct object *symbol = NULL;
    uint64_t number;
    if (value->kind == EXPRESSION_STRING && part->type->kind == TYPE_ARRAY) {
        uint32_t length = value->object->length;
        memcpy(to, value->object->text, length < part->type->size ? length : part->type->size);
        return;
    }
    if (!constant_evaluate(value, &symbol, &number)) {
        error_at(part->place, "initializer element is not constant");
        return;
    }
    if (is_bits(part) && symbol == NULL) {
        set_bits(to, part->bit, type_width(part->type), number);
        return;
    }
    store_number(to, part->type->size, number);
    drop_address(image, part->offset);
    if (symbol == NULL)
        return;
    if (part->type->size != WORD || is_bits(part)) {
        error_at(part->place, "initializer element is not computable at load time");
        return;
    }
    struct relocation *address = allocate(sizeof *address);
    address->offset = part->offset;
    address->symbol = symbol;
    address->addend = (uint32_t)number;
    address->next = image->addresses;
    image->addresses = address;
    link_reference(symbol, part->place);
}

static void lay_out_data(struct place_in_image *image) {
    struct object *object = image->object;
    uint32_t size = object_size(object);
    if (object->is_string && object->length > size)
        size = object->length;
    image->size = align_up(size, WORD);
    if (object->is_synthetic) {
        image->section = SECTION_RODATA;
        return;
    }
    if (image->section == SECTION_NONE && object->initializers == NULL && !object->is_string)
        image->section = object->is_read_only ? SECTION_RODATA : SECTION_BSS;
    if (image->section == SECTION_BSS)
        return;
    if (image->section == SECTION_NONE)
        image->section = object->is_read_only || object->is_string ? SECTION_RODATA : SECTION_DATA;
    image->bytes = allocate(image->size);
    if (object->is_string)
        memcpy(image->bytes, object->text, object->length);
    for (struct initializer *i = object->initializers; i != NULL; i = i->next)
        lay_out_initializer(image, i);
}

// ---- compiling all that is reachable ----

static void compile(struct place_in_image *image) {
    struct object *object = image->object;
    bool is_elsewhere = is_unit_alone && !has_definition(object) && !object->is_synthetic &&
                        !(object->name != NULL && intrinsic_is(object->name->text));
    if (object->assembly != NULL) {
        assembly_lay_out(image);
    } else if (is_elsewhere || (object->is_weak && !has_definition(object))) {
        image->offset = 0;
    } else if (is_function(object)) {
        image->section = SECTION_TEXT;
        options.optimization = parse_unit_optimization(object->unit);
        if (object->body != NULL) {
            dump_function(DUMP_PARSE, object);
            lower_function(object);
            dump_function(DUMP_LOWER, object);
            if (options.optimization > 0)
                optimize_function();
            dump_function(DUMP_OPTIMIZE, object);
            legalize_function();
            if (options.optimization > 0)
                optimize_legal();
            dump_function(DUMP_LEGALIZE, object);
            allocate_registers();
            dump_function(DUMP_ALLOCATE, object);
            emit_function();
            dump_function(DUMP_EMIT, object);
        } else if (!intrinsic_emit(object)) {
            error_at(image->first_use, "undefined reference to '%s'", object->name->text);
        }
    } else if (!object->is_defined) {
        error_at(image->first_use, "undefined reference to '%s'", object->name->text);
    } else {
        lay_out_data(image);
    }
}

// ---- one unit, for an object ----

// A definition that other units see.
static bool is_exported(const struct object *object) {
    return object->is_external && (has_definition(object) || object->alias != NULL) &&
           !object->is_gnu_inline;
}

static void reference_exported(void) {
    for (struct object *object = globals; object != NULL; object = object->next)
        if (is_exported(object))
            link_reference(object, object->place);
}

struct place_in_image *link_unit(void) {
    is_unit_alone = true;
    queue = queue_last = NULL;
    near_bytes = 0;
    reference_exported();
    for (const struct start_function *f = start_functions; f != NULL; f = f->next)
        link_reference(f->object, f->object->place);
    assembly_reference_all();
    for (struct place_in_image *image = queue; image != NULL; image = image->next) {
        struct object *object = image->object;
        if (object->assembly != NULL)
            assembly_lay_out(image);
        if (object->assembly != NULL || !has_definition(object))
            continue;
        if (is_function(object)) {
            image->section = SECTION_TEXT;
            references_visit(object->body, link_reference);
        } else {
            lay_out_data(image);
        }
    }
    is_unit_alone = false;
    return queue;
}

enum { START_ROUTINES = 3 };
const char *link_start_routines[START_ROUTINES + 1];

// C* reads argument strings as words, which `int *argv` tells.
static bool takes_words(const struct object *main_function) {
    const struct object *parameter = main_function->parameters;
    if (parameter == NULL || parameter->next_parameter == NULL)
        return false;
    const struct type *type = parameter->next_parameter->type;
    return type->kind == TYPE_POINTER && type_is_integer(type->base) && type->base->size == WORD;
}

static int compare_start_functions(const void *left, const void *right) {
    const struct start_function *one = *(struct start_function *const *)left;
    const struct start_function *other = *(struct start_function *const *)right;
    if (one->priority != other->priority)
        return one->priority < other->priority ? -1 : 1;
    return one->order < other->order ? -1 : 1;
}

// The array of constructors by priority, or of destructors the other way round, which
// lib/constructors.c declares.
static void make_start_array(const char *name, bool is_destructor) {
    uint32_t count = 0;
    for (struct start_function *f = start_functions; f != NULL; f = f->next)
        f->order = count++;
    struct start_function **functions = allocate((count + 1) * sizeof *functions);
    count = 0;
    for (struct start_function *f = start_functions; f != NULL; f = f->next)
        if (f->is_destructor == is_destructor)
            functions[count++] = f;
    qsort(functions, count, sizeof(void *), compare_start_functions);
    struct object *array = external_find(name);
    array->type = type_array(array->type->base, count + 1);
    array->is_defined = true;
    array->is_synthetic = true;
    link_reference(array, 0);
    array->image->bytes = allocate(array->type->size);
    for (uint32_t i = 0; i < count; i++) {
        struct relocation *address = allocate(sizeof *address);
        address->offset = (is_destructor ? count - 1 - i : i) * WORD;
        address->symbol = functions[i]->object;
        address->next = array->image->addresses;
        array->image->addresses = address;
        link_reference(address->symbol, address->symbol->place);
    }
}

// Units of libcstar that have to run before main for what a program declares.
static void add_library_constructors(void) {
    static const struct {
        const char *name;
        const char *unit;
    } units[] = {
        {"program_invocation_name", "program_name.c"},
        {"program_invocation_short_name", "program_name.c"},
        {"__progname", "program_name.c"},
        {"error", "program_name.c"},
        {"error_at_line", "program_name.c"},
        {"getauxval", "auxv.c"},
    };
    for (uint32_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        const struct object *object = external_find(units[i].name);
        if (object != NULL && !has_definition(object))
            parse_library_unit(units[i].unit);
    }
}

// What _start calls.
static void choose_start(const struct object *main_function) {
    uint32_t count = 0;
    parse_library_unit("start.c");
    if (takes_words(main_function)) {
        parse_library_unit("words.c");
        link_start_routines[count++] = "__start_words";
    }
    add_library_constructors();
    if (start_functions != NULL) {
        parse_library_unit("constructors.c");
        make_start_array("__constructors", false);
        make_start_array("__destructors", true);
        link_start_routines[count++] = "__start_constructors";
    }
    link_start_routines[count] = "__start_main";
}

// What a program begins with, or, of what is only looked at and has no main, all that it defines.
static void reference_first(void) {
    struct object *main_function = external_find("main");
    bool is_program = main_function != NULL && has_definition(main_function);
    is_unit_alone = !is_program;
    if (!is_program) {
        reference_exported();
        assembly_reference_all();
        return;
    }
    choose_start(main_function);
    if (parse_has_floating) { // what printf and scanf call only then
        parse_library_unit("format.c");
        parse_library_unit("strtod.c");
    }
    link_reference(link_runtime("_start", 0), 0);
    assembly_reference_all();
}

bool link_program(void) {
    struct object *main_function = external_find("main");
    bool is_text = options.listing || options.dump != DUMP_NONE;
    if (!is_text && (main_function == NULL || !has_definition(main_function)))
        error_at(0, "undefined reference to 'main'");
    if (error_count > 0)
        return false;
    options.cstar = options.c23 = options.c90 = options.iso = false; // libcstar is written in C
    queue = queue_last = NULL;
    near_bytes = 0;
    int optimization = options.optimization;
    target_choose();
    reference_first();
    for (struct place_in_image *image = queue; image != NULL; image = image->next)
        compile(image);
    options.optimization = optimization;
    return error_count == 0;
}

// ---- sections ----

enum { PAGE = 4096, IMAGE_BASE = 0x00400000 };

struct layout layout;

static int compare_images(const void *left, const void *right) {
    const struct place_in_image *a = *(struct place_in_image *const *)left;
    const struct place_in_image *b = *(struct place_in_image *const *)right;
    place_t one = place_in_file(a->object->place), other = place_in_file(b->object->place);
    if (one != other)
        return one < other ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

// All that is in the image, in the order of the source text.
static void sort_images(void) {
    uint32_t count = 0;
    for (struct place_in_image *image = queue; image != NULL; image = image->next)
        image->order = count++;
    layout.images = allocate((count + 1) * sizeof *layout.images);
    layout.count = count;
    for (struct place_in_image *image = queue; image != NULL; image = image->next)
        layout.images[image->order] = image;
    qsort(layout.images, count, sizeof *layout.images, compare_images);
}

uint32_t link_gap(const struct place_in_image *image) {
    enum { GAP = 16 };
    bool is_data = image->section == SECTION_DATA || image->section == SECTION_BSS;
    return options.check_gaps && is_data ? GAP : 0;
}

static uint32_t place_section(enum section section, uint32_t address) {
    for (uint32_t i = 0; i < layout.count; i++) {
        struct place_in_image *image = layout.images[i];
        if (image->section != section)
            continue;
        if (section != SECTION_TEXT || object_alignment(image->object) > WORD)
            address = align_up(address, object_alignment(image->object));
        image->offset = address;
        address += image->size + link_gap(image);
    }
    return address;
}

static void finish_pools(void) {
    for (struct pool *pool = far_pools; pool != NULL; pool = pool->next) {
        struct place_in_image *image = pool->image;
        image->section = SECTION_RODATA;
        image->size = pool->words.size;
        image->bytes = pool->words.bytes;
        image->addresses = pool->addresses;
    }
}

static void place_everything(void) {
    layout.text.address = IMAGE_BASE + layout.header_size;
    layout.text.size = place_section(SECTION_TEXT, layout.text.address) - layout.text.address;
    layout.rodata.address = align_up(layout.text.address + layout.text.size, PAGE);
    uint32_t constants = align_up(place_section(SECTION_RODATA, layout.rodata.address), WORD);
    layout.gp = align_up(constants + near_pool.words.size - NEAR_POOL, PAGE);
    layout.rodata.size = layout.gp - layout.rodata.address;
    layout.data.address = layout.gp;
    uint32_t after = layout.gp + align_up(near_bytes, WORD);
    uint32_t end = align_up(place_section(SECTION_DATA, after), WORD);
    layout.data.size = end - layout.data.address;
    layout.bss.address = align_up(end, 8);
    layout.bss.size = place_section(SECTION_BSS, layout.bss.address) - layout.bss.address;
    for (uint32_t i = 0; i < layout.count; i++)
        if (layout.images[i]->section == SECTION_NEAR)
            layout.images[i]->offset += layout.gp;
}

// ---- contents ----

static uint32_t address_of_symbol(const struct relocation *relocation) {
    const struct object *symbol = relocation->symbol;
    return symbol->image->offset + symbol->code_offset + relocation->addend;
}

// A field of a word that is 0 so far, at an address.
static void relocate(uint32_t *word, enum relocation_kind kind, uint32_t target, uint32_t address) {
    int32_t distance = (int32_t)(target - address) - WORD;
    switch (kind) {
    case RELOCATION_NATURAL:
    case RELOCATION_JUMP: *word += target % 0x10000000 / WORD; break;
    case RELOCATION_WORD: *word = target; break;
    case RELOCATION_HIGH: *word |= (target + 0x8000) >> 16; break;
    case RELOCATION_LOW: *word |= target & 0xffff; break;
    case RELOCATION_BRANCH:
        if (!fits_16(distance / WORD))
            fatal_at(0, "a branch in assembly language does not reach another section");
        *word |= (uint32_t)(distance / WORD) & 0xffff;
    }
}

static void patch_jumps(struct place_in_image *image) {
    for (struct relocation *r = image->jumps; r != NULL; r = r->next) {
        uint32_t target = r->symbol != NULL ? address_of_symbol(r) : image->offset + r->addend;
        relocate(&image->words[r->offset / WORD], (enum relocation_kind)r->kind, target,
                 image->offset + r->offset);
    }
}

// Words are stored as the host has them: every host is little-endian, as the machine is.
static void fill_text(void) {
    for (uint32_t i = 0; i < layout.count; i++) {
        struct place_in_image *image = layout.images[i];
        if (image->section != SECTION_TEXT)
            continue;
        patch_jumps(image);
        memcpy(layout.text.bytes + (image->offset - layout.text.address), image->words,
               image->size);
    }
}

static void fill_section(const struct contents *contents, enum section section) {
    for (uint32_t i = 0; i < layout.count; i++) {
        const struct place_in_image *image = layout.images[i];
        if (image->section != section)
            continue;
        unsigned char *to = contents->bytes + (image->offset - contents->address);
        if (image->bytes != NULL)
            memcpy(to, image->bytes, image->size);
        for (struct relocation *r = image->addresses; r != NULL; r = r->next)
            store_number(to + r->offset, WORD, address_of_symbol(r));
    }
}

static void fill_near(void) {
    unsigned char *gp = layout.rodata.bytes + layout.rodata.size;
    uint32_t power = 1;
    for (int32_t i = 0; i < 32; i++) {
        store_number(gp + NEAR_POWERS + i * WORD, WORD, power);
        if (i % 8 == 0)
            store_number(gp + NEAR_BYTE_POWERS + i / 8 * WORD, WORD, power);
        power *= 2;
    }
    for (uint32_t offset = 0; offset < near_pool.words.size; offset += WORD)
        memcpy(gp + near_offset(offset), near_pool.words.bytes + offset, WORD);
    for (struct relocation *r = near_pool.addresses; r != NULL; r = r->next)
        store_number(gp + near_offset(r->offset), WORD, address_of_symbol(r));
}

void link_layout(uint32_t header_size) {
    layout.header_size = header_size;
    finish_pools();
    sort_images();
    place_everything();
    const struct object *start = external_find("_start");
    if (start != NULL && start->image != NULL)
        intrinsic_set_gp(start->image->words, layout.gp);
}

void link_fill(void) {
    fill_text();
    fill_section(&layout.rodata, SECTION_RODATA);
    fill_section(&layout.data, SECTION_DATA);
    fill_section(&layout.data, SECTION_NEAR);
    fill_near();
}
