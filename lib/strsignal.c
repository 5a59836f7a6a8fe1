// libcstar: names of signals.
#include <signal.h>
#include <stdio.h>
#include <string.h>

char *strsignal(int number) {
    static const char *const names[] = {
        NULL,
        "Hangup",
        "Interrupt",
        "Quit",
        "Illegal instruction",
        "Trace/breakpoint trap",
        "Aborted",
        "EMT trap",
        "Floating point exception",
        "Killed",
        "Bus error",
        "Segmentation fault",
        "Bad system call",
        "Broken pipe",
        "Alarm clock",
        "Terminated",
        "User defined signal 1",
        "User defined signal 2",
        "Child exited",
        "Power failure",
        "Window changed",
        "Urgent I/O condition",
        "I/O possible",
        "Stopped (signal)",
        "Stopped",
        "Continued",
        "Stopped (tty input)",
        "Stopped (tty output)",
        "Virtual timer expired",
        "Profiling timer expired",
        "CPU time limit exceeded",
        "File size limit exceeded",
    };
    static char unknown[32];
    if (number > 0 && number < (int)(sizeof names / sizeof names[0])) {
        return (char *)names[number];
    }
    sprintf(unknown, "Unknown signal %d", number);
    return unknown;
}

void psignal(int number, const char *text) {
    int has_text = text != NULL && *text != 0;
    fprintf(stderr, "%s%s%s\n", has_text ? text : "", has_text ? ": " : "", strsignal(number));
}
