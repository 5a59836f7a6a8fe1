// ISO C11 7.17: atomic types and operations. One thread finds all of them atomic.
#ifndef __STDATOMIC_H
#define __STDATOMIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    memory_order_relaxed = __ATOMIC_RELAXED,
    memory_order_consume = __ATOMIC_CONSUME,
    memory_order_acquire = __ATOMIC_ACQUIRE,
    memory_order_release = __ATOMIC_RELEASE,
    memory_order_acq_rel = __ATOMIC_ACQ_REL,
    memory_order_seq_cst = __ATOMIC_SEQ_CST
} memory_order;

typedef _Atomic bool atomic_bool;
typedef _Atomic char atomic_char;
typedef _Atomic signed char atomic_schar;
typedef _Atomic unsigned char atomic_uchar;
typedef _Atomic short atomic_short;
typedef _Atomic unsigned short atomic_ushort;
typedef _Atomic int atomic_int;
typedef _Atomic unsigned int atomic_uint;
typedef _Atomic long atomic_long;
typedef _Atomic unsigned long atomic_ulong;
typedef _Atomic long long atomic_llong;
typedef _Atomic unsigned long long atomic_ullong;
typedef _Atomic unsigned short atomic_char16_t;
typedef _Atomic unsigned int atomic_char32_t;
typedef _Atomic wchar_t atomic_wchar_t;
typedef _Atomic int_least8_t atomic_int_least8_t;
typedef _Atomic uint_least8_t atomic_uint_least8_t;
typedef _Atomic int_least16_t atomic_int_least16_t;
typedef _Atomic uint_least16_t atomic_uint_least16_t;
typedef _Atomic int_least32_t atomic_int_least32_t;
typedef _Atomic uint_least32_t atomic_uint_least32_t;
typedef _Atomic int_least64_t atomic_int_least64_t;
typedef _Atomic uint_least64_t atomic_uint_least64_t;
typedef _Atomic int_fast8_t atomic_int_fast8_t;
typedef _Atomic uint_fast8_t atomic_uint_fast8_t;
typedef _Atomic int_fast16_t atomic_int_fast16_t;
typedef _Atomic uint_fast16_t atomic_uint_fast16_t;
typedef _Atomic int_fast32_t atomic_int_fast32_t;
typedef _Atomic uint_fast32_t atomic_uint_fast32_t;
typedef _Atomic int_fast64_t atomic_int_fast64_t;
typedef _Atomic uint_fast64_t atomic_uint_fast64_t;
typedef _Atomic intptr_t atomic_intptr_t;
typedef _Atomic uintptr_t atomic_uintptr_t;
typedef _Atomic size_t atomic_size_t;
typedef _Atomic ptrdiff_t atomic_ptrdiff_t;
typedef _Atomic intmax_t atomic_intmax_t;
typedef _Atomic uintmax_t atomic_uintmax_t;

typedef struct {
    _Atomic bool __is_set;
} atomic_flag;

#define ATOMIC_FLAG_INIT                                                                           \
    { 0 }
#define ATOMIC_VAR_INIT(value) (value)

#define ATOMIC_BOOL_LOCK_FREE     2
#define ATOMIC_CHAR_LOCK_FREE     2
#define ATOMIC_CHAR16_T_LOCK_FREE 2
#define ATOMIC_CHAR32_T_LOCK_FREE 2
#define ATOMIC_WCHAR_T_LOCK_FREE  2
#define ATOMIC_SHORT_LOCK_FREE    2
#define ATOMIC_INT_LOCK_FREE      2
#define ATOMIC_LONG_LOCK_FREE     2
#define ATOMIC_LLONG_LOCK_FREE    2
#define ATOMIC_POINTER_LOCK_FREE  2

#define kill_dependency(value)                                                                     \
    __extension__({                                                                                \
        __auto_type __kept = (value);                                                              \
        __kept;                                                                                    \
    })
#define atomic_thread_fence(order)   __atomic_thread_fence(order)
#define atomic_signal_fence(order)   __atomic_signal_fence(order)
#define atomic_is_lock_free(pointer) ((void)(pointer), (_Bool)1)

#define atomic_init(pointer, value) atomic_store_explicit(pointer, value, __ATOMIC_RELAXED)
#define atomic_store_explicit(pointer, value, order)                                               \
    __extension__({                                                                                \
        __auto_type __to = (pointer);                                                              \
        __typeof__((void)0, *__to) __stored = (value);                                             \
        __atomic_store(__to, &__stored, (order));                                                  \
    })
#define atomic_load_explicit(pointer, order)                                                       \
    __extension__({                                                                                \
        __auto_type __from = (pointer);                                                            \
        __typeof__((void)0, *__from) __loaded;                                                     \
        __atomic_load(__from, &__loaded, (order));                                                 \
        __loaded;                                                                                  \
    })
#define atomic_exchange_explicit(pointer, value, order)                                            \
    __extension__({                                                                                \
        __auto_type __to = (pointer);                                                              \
        __typeof__((void)0, *__to) __stored = (value), __old;                                      \
        __atomic_exchange(__to, &__stored, &__old, (order));                                       \
        __old;                                                                                     \
    })
#define atomic_compare_exchange_strong_explicit(pointer, expected, value, success, failure)        \
    __extension__({                                                                                \
        __auto_type __to = (pointer);                                                              \
        __typeof__((void)0, *__to) __stored = (value);                                             \
        __atomic_compare_exchange(__to, (expected), &__stored, 0, (success), (failure));           \
    })
#define atomic_compare_exchange_weak_explicit(pointer, expected, value, success, failure)          \
    atomic_compare_exchange_strong_explicit(pointer, expected, value, success, failure)
#define atomic_fetch_add_explicit(pointer, value, order) __atomic_fetch_add(pointer, value, order)
#define atomic_fetch_sub_explicit(pointer, value, order) __atomic_fetch_sub(pointer, value, order)
#define atomic_fetch_or_explicit(pointer, value, order)  __atomic_fetch_or(pointer, value, order)
#define atomic_fetch_xor_explicit(pointer, value, order) __atomic_fetch_xor(pointer, value, order)
#define atomic_fetch_and_explicit(pointer, value, order) __atomic_fetch_and(pointer, value, order)

#define atomic_store(pointer, value)    atomic_store_explicit(pointer, value, __ATOMIC_SEQ_CST)
#define atomic_load(pointer)            atomic_load_explicit(pointer, __ATOMIC_SEQ_CST)
#define atomic_exchange(pointer, value) atomic_exchange_explicit(pointer, value, __ATOMIC_SEQ_CST)
#define atomic_compare_exchange_strong(pointer, expected, value)                                   \
    atomic_compare_exchange_strong_explicit(pointer, expected, value, __ATOMIC_SEQ_CST,            \
                                            __ATOMIC_SEQ_CST)
#define atomic_compare_exchange_weak(pointer, expected, value)                                     \
    atomic_compare_exchange_strong(pointer, expected, value)
#define atomic_fetch_add(pointer, value) __atomic_fetch_add(pointer, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_sub(pointer, value) __atomic_fetch_sub(pointer, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_or(pointer, value)  __atomic_fetch_or(pointer, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_xor(pointer, value) __atomic_fetch_xor(pointer, value, __ATOMIC_SEQ_CST)
#define atomic_fetch_and(pointer, value) __atomic_fetch_and(pointer, value, __ATOMIC_SEQ_CST)

#define atomic_flag_test_and_set_explicit(flag, order)                                             \
    __atomic_test_and_set(&(flag)->__is_set, (order))
#define atomic_flag_clear_explicit(flag, order) __atomic_clear(&(flag)->__is_set, (order))
#define atomic_flag_test_and_set(flag)          atomic_flag_test_and_set_explicit(flag, __ATOMIC_SEQ_CST)
#define atomic_flag_clear(flag)                 atomic_flag_clear_explicit(flag, __ATOMIC_SEQ_CST)

#endif
