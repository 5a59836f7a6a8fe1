// ISO C11 7.2: diagnostics. May be included several times, with NDEBUG defined or not.
#undef assert
#ifdef NDEBUG
#define assert(condition) ((void)0)
#else
#define assert(condition)                                                                          \
    ((condition) ? (void)0 : __assertion_failed(#condition, __FILE__, __LINE__, __func__))
#endif

#ifndef __ASSERT_H
#define __ASSERT_H

#define static_assert _Static_assert

#pragma library "assert.c"
_Noreturn void __assertion_failed(const char *__condition, const char *__file, int __line,
                                  const char *__function);

#endif
