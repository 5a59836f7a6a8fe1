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

static struct sigaction old_actions[2];
static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool started;

// Whose code this thread executes.
static _Thread_local struct translator *current;

void fault_expect(struct translator *translator) {
    current = translator;
}

// Not in translated code: restores the previous action, for the repeated instruction.
static void decline(int number) {
    sigaction(number, &old_actions[number == SIGBUS], NULL);
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
    __asm__ volatile("pushfq; andq %0, (%%rsp); popfq"
                     :
                     : "i"(~FLAG_ALIGNMENT_CHECK)
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
    started = sigaction(SIGSEGV, &action, &old_actions[0]) == 0 &&
              sigaction(SIGBUS, &action, &old_actions[1]) == 0;
}

bool fault_start(void) {
    return pthread_once(&once, start) == 0 && started;
}
