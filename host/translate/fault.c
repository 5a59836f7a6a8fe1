// Signals. The handler only notes where translated code faulted and makes it leave. It is entered
// through a routine that clears the alignment check flag, which the kernel leaves set. Signal
// actions belong to the process: they are set once, for all translators.
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <ucontext.h>

#include "../interrupt.h"
#include "translate.h"

__attribute__((visibility("hidden"))) void fault_entry(int, siginfo_t *, void *);
__attribute__((visibility("hidden"))) void fault_handle(int, siginfo_t *, void *);

enum { FLAG_ALIGNMENT_CHECK = 0x40000 };

enum { DEFAULT_CONTROL = 0x1f80 }; // of SSE (MXCSR)

static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE};
enum { SIGNALS = sizeof signals / sizeof signals[0] };

static struct sigaction old_actions[SIGNALS];
static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool started;

// Whose code this thread executes.
static _Thread_local struct translator *current;

void fault_expect(struct translator *translator) {
    current = translator;
}

// Not in translated code: restores the previous action, for the repeated instruction.
static void decline(int number) {
    for (unsigned i = 0; i < SIGNALS; i++) {
        if (signals[i] == number)
            sigaction(number, &old_actions[i], NULL);
    }
}

void fault_handle(int number, siginfo_t *info, void *machine_context) {
    ucontext_t *at = machine_context;
    uint64_t run = (uint64_t)at->uc_mcontext.gregs[REG_RIP];
    bool no_memory = number == SIGBUS && info->si_code == BUS_ADRERR;
    if (current == NULL || !cache_contains(current, run) || no_memory) {
        decline(number);
        return;
    }
    current->shared->site = (uint32_t)run;
    current->shared->target = (uint32_t)at->uc_mcontext.gregs[REG_RAX];
    at->uc_mcontext.gregs[REG_RIP] = (greg_t)cache_leave(current, LEAVE_FAULT);
    at->uc_mcontext.gregs[REG_EFL] &= ~(greg_t)FLAG_ALIGNMENT_CHECK;
}

void interrupt_enter(void) {
    static const uint32_t control = DEFAULT_CONTROL;
    __asm__ volatile("pushfq; andq %0, (%%rsp); popfq; ldmxcsr %1"
                     :
                     : "i"(~FLAG_ALIGNMENT_CHECK), "m"(control)
                     : "memory", "cc");
}

// pushfq; and the flag away; popfq
__asm__(".text\n"
        ".type fault_entry, @function\n"
        ".hidden fault_entry\n"
        ".globl fault_entry\n"
        "fault_entry:\n"
        "    pushfq\n"
        "    andl $0xfffbffff, (%rsp)\n"
        "    popfq\n"
        "    jmp fault_handle\n"
        ".size fault_entry, . - fault_entry\n");

static void start(void) {
    struct sigaction action = {.sa_sigaction = fault_entry, .sa_flags = SA_SIGINFO};
    sigemptyset(&action.sa_mask);
    started = true;
    for (unsigned i = 0; i < SIGNALS; i++)
        started = started && sigaction(signals[i], &action, &old_actions[i]) == 0;
}

bool fault_start(void) {
    return pthread_once(&once, start) == 0 && started;
}
