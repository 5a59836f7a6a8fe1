// GNU: what a handler of a signal is told of the machine (Linux on MIPS, o32). No handler of
// libcstar is told it.
#ifndef __UCONTEXT_H
#define __UCONTEXT_H

#include <signal.h>

#define NGREG  32
#define NFPREG 32

typedef unsigned long long greg_t;
typedef greg_t gregset_t[NGREG];

typedef struct {
    union {
        double fp_dregs[NFPREG];
        struct {
            float _fp_fregs;
            unsigned _fp_pad;
        } fp_fregs[NFPREG];
    } fp_r;
} fpregset_t;

typedef struct {
    unsigned regmask;
    unsigned status;
    greg_t pc;
    gregset_t gregs;
    fpregset_t fpregs;
    unsigned fp_owned;
    unsigned fpc_csr;
    unsigned fpc_eir;
    unsigned used_math;
    unsigned dsp;
    greg_t mdhi;
    greg_t mdlo;
    unsigned long hi1;
    unsigned long lo1;
    unsigned long hi2;
    unsigned long lo2;
    unsigned long hi3;
    unsigned long lo3;
} mcontext_t;

typedef struct ucontext_t {
    unsigned long uc_flags;
    struct ucontext_t *uc_link;
    stack_t uc_stack;
    mcontext_t uc_mcontext;
    sigset_t uc_sigmask;
} ucontext_t;

#endif
