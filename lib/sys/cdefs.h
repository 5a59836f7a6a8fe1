// BSD: macros by which headers speak to compilers of other languages and times.
#ifndef __SYS_CDEFS_H
#define __SYS_CDEFS_H

#ifdef __cplusplus
#define __BEGIN_DECLS extern "C" {
#define __END_DECLS   }
#else
#define __BEGIN_DECLS
#define __END_DECLS
#endif

#define __P(arguments) arguments
#define __CONCAT(x, y) x##y
#define __STRING(x)    #x
#define __THROW
#define __attribute_pure__     __attribute__((pure))
#define __attribute_const__    __attribute__((const))
#define __attribute_used__     __attribute__((used))
#define __attribute_noinline__ __attribute__((noinline))

#endif
