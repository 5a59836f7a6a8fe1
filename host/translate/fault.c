// Signals. The handler decides nothing: it notes where translated code failed, and makes it leave.
// It is entered through translated code that turns the alignment check off, which the processor
// leaves on.
#define _GNU_SOURCE
#include <signal.h>
#include <stddef.h>
#include <ucontext.h>

#include "../interrupt.h"
#include "translate.h"

enum { FLAG_ALIGNMENT_CHECK = 0x40000 };

static struct sigaction old_actions[2];

// Not of translated code: whoever was there before has it, when the instruction is repeated.
static void decline(int number) {
    sigaction(number, &old_actions[number == SIGBUS], NULL);
}

static void handle(int number, siginfo_t *info, void *machine_context) {
    ucontext_t *at = machine_context;
    uint64_t run = (uint64_t)at->uc_mcontext.gregs[REG_RIP];
    bool no_memory = number == SIGBUS && info->si_code == BUS_ADRERR;
    if (!cache_contains(run) || no_memory) {
        decline(number);
        return;
    }
    shared->site = (uint32_t)run;
    shared->target = (uint32_t)at->uc_mcontext.gregs[REG_RAX];
    at->uc_mcontext.gregs[REG_RIP] = (greg_t)cache_leave(LEAVE_FAULT);
    at->uc_mcontext.gregs[REG_EFL] &= ~(greg_t)FLAG_ALIGNMENT_CHECK;
}

uintptr_t fault_handle_address(void) {
    union {
        void (*handle)(int, siginfo_t *, void *);
        uintptr_t address;
    } code = {handle};
    return code.address;
}

void interrupt_enter(void) {
    __asm__ volatile("pushfq; andq %0, (%%rsp); popfq"
                     :
                     : "i"(~FLAG_ALIGNMENT_CHECK)
                     : "memory", "cc");
}

bool fault_start(void) {
    union {
        uintptr_t address;
        void (*handle)(int, siginfo_t *, void *);
    } entry = {cache_signal_entry()};
    struct sigaction action = {.sa_sigaction = entry.handle, .sa_flags = SA_SIGINFO};
    sigemptyset(&action.sa_mask);
    return sigaction(SIGSEGV, &action, &old_actions[0]) == 0 &&
           sigaction(SIGBUS, &action, &old_actions[1]) == 0;
}
