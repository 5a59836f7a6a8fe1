// GNU: the calls that lead here. A program knows none of them (mipster tells them when it dies).
#ifndef __EXECINFO_H
#define __EXECINFO_H

#pragma library "execinfo.c"
int backtrace(void **__addresses, int __most);
char **backtrace_symbols(void *const *__addresses, int __count);
void backtrace_symbols_fd(void *const *__addresses, int __count, int __descriptor);

#endif
