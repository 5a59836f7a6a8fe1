// Lvalues: where they are, loads and stores, copies of records.

#include "lower.h"

enum { WORD = 4, WORD_BITS = 32, LONG_BITS = 64 };

enum ir_class class_of_type(const struct type *type) {
    if (type_is_floating(type))
        return type->size == 8 ? CLASS_DOUBLE : CLASS_SINGLE;
    return type->size == 8 && type_is_integer(type) ? CLASS_LONG : CLASS_WORD;
}

struct address address_of_slot(uint32_t slot, uint32_t alignment) {
    struct address address = {.base = BASE_SLOT, .slot = slot, .alignment = alignment};
    return address;
}

struct address address_in(reg_t reg, uint32_t alignment) {
    struct address address = {.base = BASE_REGISTER, .reg = reg, .alignment = alignment};
    return address;
}

struct address address_at(struct address address, int32_t offset) {
    if (offset != 0)
        address.is_whole = false;
    address.offset = (int32_t)((uint32_t)address.offset + (uint32_t)offset);
    return address;
}

static bool is_volatile(const struct type *type) {
    return (type->qualifiers & QUALIFIER_VOLATILE) != 0;
}

// The stack is aligned to no more than 8: what wants more is somewhere in a larger slot.
static struct address address_of_aligned(struct object *object) {
    uint32_t alignment = object->alignment;
    if (object->local == 0)
        object->local = slot_new(object->type->size + alignment, WORD);
    struct value start = address_value(address_of_slot(object->local, WORD));
    struct value end = operate(IR_ADD, start, value_constant(alignment - WORD));
    struct value aligned = operate(IR_AND, end, value_constant(0 - alignment));
    return address_in(value_register(aligned), WORD);
}

struct address address_of_object(struct object *object) {
    if (object->alias != NULL && !object->is_label)
        object = object->alias;
    struct address address = {.base = BASE_SYMBOL, .symbol = object, .alignment = WORD};
    if (object->is_label && object->alias->assembly != NULL && object->type->alignment < WORD)
        address.alignment = object->type->alignment;
    bool is_aligned_here = !object->is_global && !object->is_parameter; // not by the caller
    if (is_aligned_here && object->alignment > STACK_ALIGNMENT) {
        address = address_of_aligned(object);
    } else if (!object->is_global) {
        if (object->local == 0) {
            uint32_t alignment = object->alignment > WORD ? object->alignment : WORD;
            object->local = slot_new(object->type->size, alignment);
            if (options.check_gaps && (!type_is_scalar(object->type) || object->is_address_taken))
                function.slots[object->local].used = object->type->size;
        }
        address = address_of_slot(object->local, WORD);
    }
    address.is_whole = type_is_scalar(object->type) && !type_is_complex(object->type);
    address.is_volatile = is_volatile(object->type);
    return address;
}

// A pointer to something aligned as `alignment` says, so far known as address.
static struct address with_alignment(struct address address, uint32_t alignment) {
    if (alignment > WORD)
        alignment = WORD;
    if (alignment > address.alignment && (uint32_t)address.offset % alignment == 0)
        address.alignment = alignment;
    return address;
}

// What a pointer points to; constant offsets are kept apart.
static struct address pointed_to(struct expression *pointer) {
    uint32_t alignment = 1;
    struct address address;
    if (pointer->type->kind == TYPE_POINTER && pointer->type->base->alignment > 0)
        alignment = pointer->type->base->alignment;
    if (pointer->kind == EXPRESSION_ADDRESS && pointer->left->type->kind != TYPE_FUNCTION) {
        return address_of(pointer->left);
    } else if (pointer->kind == EXPRESSION_ADD && pointer->right->kind == EXPRESSION_NUMBER) {
        address = address_at(pointed_to(pointer->left), (int32_t)pointer->right->value);
    } else if (pointer->kind == EXPRESSION_CAST && pointer->left->type->kind == TYPE_POINTER) {
        address = pointed_to(pointer->left);
    } else {
        address = address_in(value_register(evaluate(pointer)), 1);
    }
    address.is_whole = false;
    return with_alignment(address, alignment);
}

struct address address_of(const struct expression *lvalue) {
    struct address address;
    switch (lvalue->kind) {
    case EXPRESSION_VARIABLE:
    case EXPRESSION_STRING: return address_of_object(lvalue->object);
    case EXPRESSION_MEMBER:
        address = address_at(address_of(lvalue->left), (int32_t)lvalue->value);
        address.is_whole = false;
        address.is_packed = lvalue->operation != 0;
        address.bit = lvalue->operation >> MEMBER_BIT_SHIFT;
        if (is_volatile(lvalue->type))
            address.is_volatile = true;
        return address;
    case EXPRESSION_DEREFERENCE:
        address = pointed_to(lvalue->left);
        address.is_volatile =
            is_volatile(lvalue->type) ||
            (lvalue->left->type->kind == TYPE_POINTER && is_volatile(lvalue->left->type->base));
        address.is_packed = lvalue->operation != 0;
        if (lvalue->type->alignment > 0 && !address.is_packed)
            address = with_alignment(address, lvalue->type->alignment);
        return address;
    case EXPRESSION_COMPOUND_LITERAL:
        if (!lvalue->object->is_global)
            initialize_object(lvalue->object);
        return address_of_object(lvalue->object);
    default: return evaluate_record((struct expression *)(uintptr_t)lvalue);
    }
}

static struct ir *set_address(struct ir *ir, struct address address) {
    ir->base = (uint8_t)address.base;
    ir->number = address.offset;
    if (address.base == BASE_REGISTER)
        ir->left = address.reg;
    else if (address.base == BASE_SYMBOL)
        ir->symbol = address.symbol;
    else
        ir->slot = address.slot;
    return ir;
}

struct value address_value(struct address address) {
    if (address.base == BASE_REGISTER)
        return operate(IR_ADD, value_of(address.reg), value_constant((uint32_t)address.offset));
    reg_t to = temporary_new(CLASS_WORD, 32);
    set_address(ir_append(IR_ADDRESS, to, 0, 0), address);
    return value_of(to);
}

// ---- loads and stores ----

static enum ir_width width_of(const struct type *type) {
    if (type->size == 1)
        return type->is_unsigned ? IR_BYTE_UNSIGNED : IR_BYTE;
    if (type->size == 2)
        return type->is_unsigned ? IR_HALF_UNSIGNED : IR_HALF;
    return type->size == 8 ? IR_LONG : IR_WORD;
}

static void set_access(struct ir *ir, struct address address, const struct type *type) {
    set_address(ir, address);
    ir->class = (uint8_t)class_of_type(type);
    if (class_is_floating(ir->class)) // perhaps of an argument in its register
        function.has_floating = true;
    ir->width = (uint8_t)width_of(type);
    ir->has_effect = address.is_volatile;
    ir->is_whole = address.is_whole;
    ir->alignment = (uint8_t)address.alignment;
}

// ---- packed scalars: by bytes, where their alignment is less than they want ----

static bool is_misaligned(struct address address, const struct type *type) {
    uint32_t natural = type->size < WORD ? type->size : WORD;
    if (!address.is_packed)
        return false;
    return address.alignment < natural || (uint32_t)address.offset % natural != 0 ||
           class_of_type(type) == CLASS_DOUBLE; // which the machine wants at a multiple of 8
}

static struct value load_bytes(struct address address, const struct type *type) {
    struct value sum = value_constant(0);
    if (type->size == 8) {
        bool is_floating = type_is_floating(type);
        struct value low = load(address, type_unsigned);
        return operate(is_floating ? IR_DOUBLE_OF_BITS : IR_PAIR, low,
                       load(address_at(address, WORD), type_unsigned));
    }
    for (uint32_t i = type->size; i > 0; i--) {
        struct value byte = load(address_at(address, (int32_t)i - 1), type_unsigned_char);
        sum = operate(IR_OR, operate(IR_SHIFT_LEFT, sum, value_constant(8)), byte);
    }
    return type_is_floating(type) ? operate_one(IR_SINGLE_OF_BITS, sum)
                                  : convert(sum, type_unsigned, type);
}

static void store_bytes(struct address address, const struct type *type, struct value value) {
    bool is_floating = type_is_floating(type);
    if (type->size == 8) {
        store(address, type_unsigned, operate_one(is_floating ? IR_DOUBLE_LOW : IR_LOW, value));
        store(address_at(address, WORD), type_unsigned,
              operate_one(is_floating ? IR_DOUBLE_HIGH : IR_HIGH, value));
        return;
    }
    if (is_floating)
        value = operate_one(IR_SINGLE_BITS, value);
    for (uint32_t i = 0; i < type->size; i++) {
        store(address_at(address, (int32_t)i), type_unsigned_char,
              convert(value, type_unsigned, type_unsigned_char));
        value = operate(IR_SHIFT_RIGHT, value, value_constant(8));
    }
}

// ---- bit-fields: from the words that hold them, or less where the alignment is not known ----

struct value keep_bits(struct value value, uint32_t bits, bool is_signed) {
    bool is_long = value.class == CLASS_LONG;
    uint32_t above = (is_long ? LONG_BITS : WORD_BITS) - bits;
    if (!is_signed) {
        uint64_t mask = UINT64_MAX >> (LONG_BITS - bits);
        return operate(IR_AND, value, is_long ? value_long(mask) : value_constant((uint32_t)mask));
    }
    value = operate(IR_SHIFT_LEFT, value, value_constant(above));
    return operate(IR_SHIFT_ARITHMETIC, value, value_constant(above));
}

// What is accessed for the first `bits` bits of a bit-field.
struct unit {
    struct address address;
    const struct type *type;
    uint32_t bit; // from which they start in it
    uint32_t bits;
    struct address next; // of the bits that are not in it
};

static struct unit unit_at(struct address address, uint32_t bits) {
    struct unit unit = {.type = type_unsigned, .bits = bits};
    uint32_t size = WORD;
    while (size > address.alignment)
        size /= 2;
    if (address.bit == 0 && (bits == 8 || bits == 16) &&
        (uint32_t)address.offset % (bits / 8) == 0 && bits / 8 < size)
        size = bits / 8; // it fills this
    uint32_t before = (uint32_t)address.offset % size;
    unit.bit = address.bit + before * 8;
    if (unit.bits > size * 8 - unit.bit)
        unit.bits = size * 8 - unit.bit;
    uint32_t end = address.bit + unit.bits;
    unit.next = address_at(address, (int32_t)(end / 8));
    unit.next.bit = end % 8;
    unit.address = address_at(address, -(int32_t)before);
    unit.address.bit = 0;
    unit.address.is_packed = false;
    unit.type = size == WORD ? type_unsigned : size == 1 ? type_unsigned_char : type_unsigned_short;
    return unit;
}

static struct value load_word_bits(struct address address, uint32_t bits, bool is_signed) {
    struct unit unit = unit_at(address, bits);
    struct value word = load(unit.address, unit.type);
    if (unit.bits == bits && is_signed) {
        word = operate(IR_SHIFT_LEFT, word, value_constant(WORD_BITS - bits - unit.bit));
        return operate(IR_SHIFT_ARITHMETIC, word, value_constant(WORD_BITS - bits));
    }
    word = operate(IR_SHIFT_RIGHT, word, value_constant(unit.bit));
    word = keep_bits(word, unit.bits, false);
    if (unit.bits == bits)
        return word;
    struct value rest = load_word_bits(unit.next, bits - unit.bits, false);
    word = operate(IR_OR, word, operate(IR_SHIFT_LEFT, rest, value_constant(unit.bits)));
    return is_signed ? keep_bits(word, bits, true) : word;
}

// The word is changed by the difference of the new and the old bits, which costs less than a mask
// where there is no `and`.
static struct value change_bits(struct value old, const struct unit *unit, struct value word) {
    if (options.mips32) { // nothing of the new word depends on bits that were never set
        uint32_t mask = 0xffffffffu >> (WORD_BITS - unit->bits) << unit->bit;
        struct value rest = operate(IR_AND, old, value_constant(~mask));
        return operate(IR_OR, rest, operate(IR_SHIFT_LEFT, word, value_constant(unit->bit)));
    }
    struct value before = operate(IR_SHIFT_RIGHT, old, value_constant(unit->bit));
    before = keep_bits(before, unit->bits, false);
    struct value change = operate(IR_SUBTRACT, word, before);
    return operate(IR_ADD, old, operate(IR_SHIFT_LEFT, change, value_constant(unit->bit)));
}

static void store_word_bits(struct address address, uint32_t bits, struct value value) {
    struct unit unit = unit_at(address, bits);
    struct value word = keep_bits(value, unit.bits, false);
    if (unit.bits < unit.type->size * 8) {
        struct value old = load(unit.address, unit.type);
        word = change_bits(old, &unit, word);
    }
    store(unit.address, unit.type, word);
    if (unit.bits < bits)
        store_word_bits(unit.next, bits - unit.bits,
                        operate(IR_SHIFT_RIGHT, value, value_constant(unit.bits)));
}

static bool is_bits(struct address address, const struct type *type) {
    return address.bit != 0 || type->bits != 0;
}

static struct value load_bits(struct address address, const struct type *type) {
    uint32_t bits = type_width(type);
    if (bits <= WORD_BITS)
        return load_word_bits(address, bits, !type->is_unsigned);
    struct value low = load_word_bits(address, WORD_BITS, false);
    struct address upper = address_at(address, WORD);
    return operate(IR_PAIR, low, load_word_bits(upper, bits - WORD_BITS, !type->is_unsigned));
}

static void store_bits(struct address address, const struct type *type, struct value value) {
    uint32_t bits = type_width(type);
    if (bits <= WORD_BITS) {
        store_word_bits(address, bits, value);
        return;
    }
    store_word_bits(address, WORD_BITS, operate_one(IR_LOW, value));
    store_word_bits(address_at(address, WORD), bits - WORD_BITS, operate_one(IR_HIGH, value));
}

// ---- scalars ----

struct value load(struct address address, const struct type *type) {
    if (is_bits(address, type))
        return load_bits(address, type);
    if (is_misaligned(address, type))
        return load_bytes(address, type);
    uint32_t width = type->kind == TYPE_BOOL ? 1 : ir_access_bits[width_of(type)];
    reg_t to = temporary_new(class_of_type(type), width);
    set_access(ir_append(IR_LOAD, to, 0, 0), address, type);
    return value_of(to);
}

void store(struct address address, const struct type *type, struct value value) {
    if (is_bits(address, type)) {
        store_bits(address, type, value);
        return;
    }
    if (is_misaligned(address, type)) {
        store_bytes(address, type, value);
        return;
    }
    reg_t from = value_register(value);
    set_access(ir_append(IR_STORE, 0, 0, from), address, type);
}

static struct value load_word(struct address address) {
    return load(address, type_unsigned);
}

static void store_word(struct address address, struct value value) {
    store(address, type_unsigned, value);
}

static bool is_word_aligned(struct address address) {
    return address.alignment >= WORD && (uint32_t)address.offset % WORD == 0;
}

enum { MOST_COPIED = 256, MOST_CLEARED = 64 }; // in place, bytes

void copy_record(struct address to, struct address from, uint32_t size) {
    bool aligned = is_word_aligned(to) && is_word_aligned(from) && size % WORD == 0;
    if (size == 0)
        return;
    if (!aligned || size > MOST_COPIED) {
        struct value target = address_value(to);
        struct value arguments[] = {target, address_value(from), value_constant(size)};
        call_runtime("memcpy", arguments, 3);
        return;
    }
    for (uint32_t offset = 0; offset < size; offset += WORD) {
        struct value word = load_word(address_at(from, (int32_t)offset));
        store_word(address_at(to, (int32_t)offset), word);
    }
}

void clear_memory(struct address to, uint32_t size) {
    if (size > MOST_CLEARED || !is_word_aligned(to) || size % WORD != 0) {
        struct value arguments[] = {address_value(to), value_constant(0), value_constant(size)};
        call_runtime("memset", arguments, 3);
        return;
    }
    for (uint32_t offset = 0; offset < size; offset += WORD)
        store_word(address_at(to, (int32_t)offset), value_constant(0));
}
