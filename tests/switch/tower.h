// Towers of hypervisors in a scene, for the cases of the switch: each is run by the reference and
// by the fast switch with every budget up to some, and in slices, which have to agree in all
// registers and memory.
#ifndef TOWER_H
#define TOWER_H

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/machine.h"
#include "scene.h"

// Pages of level k, as in random.c.
enum { BLOCK, DIRECTORY, TABLE, TABLE_2, CODE, ROLES, DATA = 30 };
enum { V0 = 2, A0 = 4, A1, A2, A3, T0 = 8, T1, S0 = 16, S7 = 23 };
enum { SWITCH_INSTRUCTIONS = 5 };

extern struct scene start, left, right; // left: of the reference
extern const char *name;                // of the case
extern int failures;
extern int checks;
extern uint32_t *place; // where the next instruction goes

static inline void emit(uint32_t word) {
    *place++ = word;
}

static inline void set(uint32_t reg, int32_t value) {
    emit(isa_encode_immediate(ISA_ADDIU, reg, 0, value));
}

static inline void add(uint32_t reg, int32_t value) {
    emit(isa_encode_immediate(ISA_ADDIU, reg, reg, value));
}

static inline void load(uint32_t reg, uint32_t base, int32_t offset) {
    emit(isa_encode_immediate(ISA_LW, reg, base, offset));
}

static inline void store(uint32_t reg, uint32_t base, int32_t offset) {
    emit(isa_encode_immediate(ISA_SW, reg, base, offset));
}

void expect(const char *what, uint32_t is, uint32_t should_be);
uint32_t page_of(uint32_t level, uint32_t role);
uint32_t *context_of(const struct scene *scene, uint32_t level);
uint32_t *entry_of(const struct scene *scene, uint32_t level, uint32_t page);
void back_to_start(uint32_t level);
void start_program(uint32_t level);
void emit_switch(int32_t budget);
void make_tower(uint32_t top, int32_t budget);
enum exception fast(struct machine *machine, uint32_t *context, uint64_t budget);
bool serve(struct scene *scene);
void run_reference(uint64_t budget);
void same(const char *what, uint32_t number);
void check_briefly(const char *case_name, uint32_t budget);
void check(const char *case_name, uint32_t budget);
void expect_result(uint32_t level, uint32_t v0, uint32_t a3, uint32_t a1);
void expect_exception(uint32_t level, uint32_t exception, uint32_t address, uint32_t kind);

// ---- cases_*.c ----

void test_faults(void);
void test_changes(void);
void test_roles(void);
void test_many(uint32_t count);
void test_page_tables(void); // before any scene

#endif
