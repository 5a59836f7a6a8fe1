// libcstar: <fenv.h>. The environment is a word as the control register of the unit has it:
// rounding mode, flags above it.
#include "fenv.h"

#include "soft.h"

enum { ROUNDING = 3, FLAGS_AT = 2 };

#ifdef __mips_hard_float
static unsigned get(void) {
    return __get_fcsr();
}

// An exception is not enabled, so that its cause raises nothing.
static void set(unsigned word) {
    __set_fcsr(word);
}
#else
static unsigned get(void) {
    const struct float_environment *environment = __soft_environment();
    return (unsigned)environment->rounding + ((environment->flags & FLOAT_FLAGS) << FLAGS_AT);
}

static void set(unsigned word) {
    struct float_environment *environment = __soft_environment();
    environment->rounding = (enum float_rounding)(word & ROUNDING);
    environment->flags = word >> FLAGS_AT & FLOAT_FLAGS;
}
#endif

int feclearexcept(int exceptions) {
    set(get() & ~((unsigned)exceptions & FE_ALL_EXCEPT));
    return 0;
}

int fegetexceptflag(fexcept_t *flags, int exceptions) {
    *flags = (fexcept_t)(get() & (unsigned)exceptions & FE_ALL_EXCEPT);
    return 0;
}

int feraiseexcept(int exceptions) {
    set(get() | ((unsigned)exceptions & FE_ALL_EXCEPT));
    return 0;
}

int fesetexceptflag(const fexcept_t *flags, int exceptions) {
    unsigned mask = (unsigned)exceptions & FE_ALL_EXCEPT;
    set((get() & ~mask) | (*flags & mask));
    return 0;
}

int fetestexcept(int exceptions) {
    return (int)(get() & (unsigned)exceptions & FE_ALL_EXCEPT);
}

int fegetround(void) {
    return (int)(get() & ROUNDING);
}

int fesetround(int mode) {
    if ((unsigned)mode > ROUNDING) {
        return 1;
    }
    set((get() & ~(unsigned)ROUNDING) | (unsigned)mode);
    return 0;
}

int fegetenv(fenv_t *environment) {
    *environment = get();
    return 0;
}

int feholdexcept(fenv_t *environment) {
    *environment = get();
    return feclearexcept(FE_ALL_EXCEPT);
}

int fesetenv(const fenv_t *environment) {
    set(environment == FE_DFL_ENV ? 0 : *environment);
    return 0;
}

int feupdateenv(const fenv_t *environment) {
    unsigned flags = get() & FE_ALL_EXCEPT;
    fesetenv(environment);
    set(get() | flags);
    return 0;
}
