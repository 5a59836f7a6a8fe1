// Lvalues: where they are, and loads and stores of every width.
//
// The machine has only words. A narrow load takes the word around the bytes and divides them out; a
// narrow store adds the difference of the new and the old bytes at their power of 256. Where the
// alignment of the base is known the position in the word is a constant; elsewhere it is the
// address modulo 4, and the power comes from a table in the window of $gp. On mips32 all of this is
// one instruction.

#include "lower.h"

enum { WORD = 4, BYTE_BITS = 8 };

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
    return type->qualifiers / QUALIFIER_VOLATILE % 2 == 1;
}

struct address address_of_object(struct object *object) {
    if (object->alias != NULL)
        object = object->alias;
    struct address address = {.base = BASE_SYMBOL, .symbol = object, .alignment = WORD};
    if (!object->is_global) {
        if (object->local == 0) {
            uint32_t alignment = object->alignment > WORD ? object->alignment : WORD;
            object->local = slot_new(object->type->size, alignment);
        }
        address = address_of_slot(object->local, WORD);
    }
    address.is_whole = type_is_scalar(object->type);
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

struct value address_value(struct address address) {
    reg_t to;
    if (address.base == BASE_REGISTER)
        return add(value_of(address.reg), value_constant((uint32_t)address.offset));
    to = register_new();
    if (address.base == BASE_SYMBOL)
        ir_append_number(IR_SYMBOL, to, 0, address.offset)->symbol = address.symbol;
    else
        ir_append_number(IR_SLOT, to, 0, address.offset)->slot = address.slot;
    return value_of(to);
}

// One of the six accesses; operations stand as register, symbol, slot.
static void access_memory(enum ir_operation operation, enum ir_width width, struct address address,
                          reg_t to, reg_t right) {
    struct ir *ir;
    if (address.base == BASE_REGISTER && !fits_16(address.offset)) {
        address.reg = value_register(address_value(address));
        address.offset = 0;
    }
    operation += address.base == BASE_SYMBOL ? 1 : address.base == BASE_SLOT ? 2 : 0;
    ir = ir_append_number(operation, to, 0, address.offset);
    ir->right = right;
    ir->width = (uint8_t)width;
    ir->is_volatile = address.is_volatile;
    if (address.base == BASE_REGISTER)
        ir->left = address.reg;
    else if (address.base == BASE_SYMBOL)
        ir->symbol = address.symbol;
    else
        ir->slot = address.slot;
}

struct value load_word(struct address address) {
    reg_t to = register_new();
    access_memory(IR_LOAD, IR_WORD, address, to, 0);
    return value_of(to);
}

void store_word(struct address address, struct value value) {
    access_memory(IR_STORE, IR_WORD, address, 0, value_register(value));
}

// The word that holds a narrow scalar: its address, and 256 to the power of the scalar's position.
struct narrow {
    struct address word;
    struct value power;
};

static struct narrow narrow_at(struct address address) {
    struct narrow narrow;
    if (address.alignment >= WORD) {
        uint32_t position = (uint32_t)address.offset % WORD;
        narrow.word = address_at(address, -(int32_t)position);
        narrow.power = value_constant((uint32_t)1 << (position * BYTE_BITS));
    } else {
        struct value pointer = address_value(address);
        struct value position = remainder_unsigned(pointer, value_constant(WORD));
        narrow.word = address_in(value_register(subtract(pointer, position)), WORD);
        narrow.word.is_volatile = address.is_volatile;
        narrow.power = power_of_two(position, NEAR_BYTE_POWERS);
    }
    return narrow;
}

static enum ir_width width_of(const struct type *type) {
    if (type->size == 1)
        return type->is_unsigned ? IR_BYTE_UNSIGNED : IR_BYTE;
    return type->is_unsigned ? IR_HALF_UNSIGNED : IR_HALF;
}

// The register of a value that is stored narrow. If it has just been extended, the bytes that count
// are also in the register before.
static reg_t unextended(struct value value, uint32_t size) {
    reg_t reg = value_register(value);
    if (value.is_constant || function.count == 0)
        return reg;
    const struct ir *last = &function.code[function.count - 1];
    if (last->to != reg)
        return reg;
    bool extends = last->operation == (size == 1 ? IR_EXTEND_BYTE : IR_EXTEND_HALF);
    bool masks = last->operation == IR_AND_CONSTANT && last->number == (size == 1 ? 0xff : 0xffff);
    return extends || masks ? last->left : reg;
}

// ---- packed scalars: by bytes, where their alignment is less than they want ----

static bool is_misaligned(struct address address, uint32_t size) {
    uint32_t natural = size < WORD ? size : WORD;
    return address.is_packed &&
           (address.alignment < natural || (uint32_t)address.offset % natural != 0);
}

static struct value load_bytes(struct address address, uint32_t size) {
    struct value sum = value_constant(0);
    for (uint32_t i = size; i > 0; i--) {
        struct value byte = load_scalar(address_at(address, (int32_t)i - 1), type_unsigned_char);
        sum = i == size ? byte : add(multiply(sum, value_constant(1 << BYTE_BITS)), byte);
    }
    return sum;
}

static void store_bytes(struct address address, uint32_t size, struct value value) {
    for (uint32_t i = 0; i < size; i++) {
        store_scalar(address_at(address, (int32_t)i), type_unsigned_char, extend(value, 1, true));
        value = divide_unsigned(value, value_constant(1 << BYTE_BITS));
    }
}

// ---- scalars ----

struct value load_scalar(struct address address, const struct type *type) {
    if (type_is_floating(type)) {
        refuse_floating(lower_place);
        return value_constant(0);
    }
    if (is_misaligned(address, type->size)) {
        struct value value = load_bytes(address, type->size);
        return type->size < WORD ? extend(value, type->size, type->is_unsigned) : value;
    }
    if (type->size >= WORD)
        return load_word(address);
    if (options.mips32) {
        reg_t to = register_new();
        access_memory(IR_LOAD, width_of(type), address, to, 0);
        return value_of(to);
    }
    struct narrow narrow = narrow_at(address);
    struct value word = load_word(narrow.word);
    uint32_t bits = type->size * BYTE_BITS;
    if (narrow.power.is_constant) {
        int position = power_exponent(narrow.power.number);
        struct value amount = value_constant((uint32_t)position);
        if ((uint32_t)position + bits == WORD * BYTE_BITS && !type->is_unsigned)
            return shift_right_arithmetic(word, amount);
        word = shift_right_logical(word, amount);
        if ((uint32_t)position + bits == WORD * BYTE_BITS)
            return word;
    } else {
        reg_t to = register_new();
        ir_append(IR_DIVIDE, to, word.number, narrow.power.number);
        word = value_of(to);
    }
    return extend(word, type->size, type->is_unsigned);
}

void store_scalar(struct address address, const struct type *type, struct value value) {
    if (type_is_floating(type)) {
        refuse_floating(lower_place);
        return;
    }
    if (is_misaligned(address, type->size)) {
        store_bytes(address, type->size, value);
        return;
    }
    if (type->size >= WORD || (address.is_whole && !options.mips32)) {
        store_word(address, value);
        return;
    }
    if (options.mips32) {
        access_memory(IR_STORE, width_of(type), address, 0, unextended(value, type->size));
        return;
    }
    struct narrow narrow = narrow_at(address);
    struct value word = load_word(narrow.word);
    struct value old;
    if (narrow.power.is_constant) {
        old = divide_unsigned(word, narrow.power);
    } else {
        reg_t to = register_new();
        ir_append(IR_DIVIDE, to, word.number, narrow.power.number);
        old = value_of(to);
    }
    old = extend(old, type->size, true);
    if (!type->is_unsigned)
        value = extend(value, type->size, true);
    word = add(word, multiply(subtract(value, old), narrow.power));
    store_word(narrow.word, word);
}

struct wide load_wide(struct address address) {
    struct value low = load_scalar(address, type_unsigned);
    return wide_of(low, load_scalar(address_at(address, WORD), type_unsigned));
}

void store_wide(struct address address, struct wide value) {
    store_scalar(address, type_unsigned, value.low);
    store_scalar(address_at(address, WORD), type_unsigned, value.high);
}

static bool is_word_aligned(struct address address) {
    return address.alignment >= WORD && (uint32_t)address.offset % WORD == 0;
}

enum { INLINE_BYTES = 64 };

void copy_record(struct address to, struct address from, uint32_t size) {
    bool aligned = is_word_aligned(to) && is_word_aligned(from) && size % WORD == 0;
    if (size == 0)
        return;
    if (!aligned || size > INLINE_BYTES) {
        struct value target = address_value(to);
        call_runtime_memory("memcpy", target, address_value(from), value_constant(size));
        return;
    }
    for (uint32_t offset = 0; offset < size; offset += WORD) {
        struct value word = load_word(address_at(from, (int32_t)offset));
        store_word(address_at(to, (int32_t)offset), word);
    }
}

void clear_memory(struct address to, uint32_t size) {
    if (size > INLINE_BYTES || !is_word_aligned(to) || size % WORD != 0) {
        call_runtime_memory("memset", address_value(to), value_constant(0), value_constant(size));
        return;
    }
    for (uint32_t offset = 0; offset < size; offset += WORD)
        store_word(address_at(to, (int32_t)offset), value_constant(0));
}
