// Memory on the stack whose size is known only when the program runs: alloca, arrays of variable
// length. $sp goes down below what it gives, and the frame is found by another register.

#include "lower.h"

enum { WORD = 4, PAGE = 4096, STACK_SIZE = 8 << 20 };

struct value stack_pointer(void) {
    if (!function.is_dynamic)
        return value_of(REGISTER_SP);
    reg_t to = temporary_new(CLASS_WORD, 32);
    ir_append(IR_STACK_SAVE, to, 0, 0);
    return value_of(to);
}

void stack_restore(struct value pointer) {
    ir_append(IR_STACK_RESTORE, 0, value_register(pointer), 0);
}

// No more than the whole stack, which is not there: what is wanted then faults just below it, where
// the program is said to have overflowed it.
static struct value limited(struct value size) {
    uint32_t done = label_new();
    reg_t to = register_new(CLASS_WORD);
    value_move(to, size);
    branch(IR_BRANCH_LESS_UNSIGNED, size, value_constant(STACK_SIZE), done);
    value_move(to, value_constant(STACK_SIZE));
    label_place(done);
    return value_of(to);
}

// A pointer to so many bytes, aligned as the stack is.
struct value stack_allocate(struct value size) {
    bool is_small = size.is_constant && size.number < PAGE;
    if (!is_small)
        size = limited(size);
    size = operate(IR_ADD, size, value_constant(STACK_ALIGNMENT - 1));
    size = operate(IR_AND, size, value_constant(0u - STACK_ALIGNMENT));
    reg_t to = temporary_new(CLASS_WORD, 32);
    ir_append(IR_STACK_ALLOCATE, to, value_register(size), 0);
    if (!is_small) { // is it there?
        struct address address = address_in(to, WORD);
        address.is_volatile = true;
        load(address, type_unsigned);
    }
    return value_of(to);
}
