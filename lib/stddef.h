// ISO C11 7.19: common definitions, for the o32 ABI.
#ifndef __STDDEF_H
#define __STDDEF_H

typedef unsigned int size_t;
typedef int ptrdiff_t;
typedef int wchar_t;
typedef long long max_align_t;

#define NULL                   ((void *)0)
#define offsetof(type, member) ((size_t) & ((type *)0)->member)

#endif
