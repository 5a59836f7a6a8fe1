// ISO C11 7.16: variable arguments. The compiler knows how o32 passes them.
#ifndef __STDARG_H
#define __STDARG_H

typedef __builtin_va_list va_list;

#define va_start(list, last)  __builtin_va_start(list, last)
#define va_arg(list, type)    __builtin_va_arg(list, type)
#define va_copy(target, list) __builtin_va_copy(target, list)
#define va_end(list)          __builtin_va_end(list)

#endif
