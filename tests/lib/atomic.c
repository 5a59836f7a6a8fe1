// stdatomic.h: operations on all sizes, on pointers and records.
#include <stdatomic.h>
#include <stdio.h>

struct pair { short a, b; };
struct large { int words[5]; };

int main(void) {
    atomic_int i = ATOMIC_VAR_INIT(12);
    atomic_uchar c = 250;
    atomic_llong l = 1LL << 40;
    int expected = 11;
    printf("%d %d", atomic_fetch_add(&i, 5), atomic_load(&i));
    printf(" %d %d %d", atomic_compare_exchange_strong(&i, &expected, 1), expected, atomic_load(&i));
    printf(" %d %d %d\n", atomic_compare_exchange_weak(&i, &expected, 1), expected, i);
    printf("%d %d %d", atomic_fetch_add(&c, 10), c, atomic_exchange(&c, 7));
    printf(" %d %d %d %d\n", atomic_fetch_or(&c, 8), atomic_fetch_and(&c, 10), atomic_fetch_xor(&c, 3), atomic_fetch_sub(&c, 20));
    printf("%d %lld %lld\n", c, atomic_fetch_sub(&l, 1), atomic_load_explicit(&l, memory_order_acquire));
    int other = 3, *at = &other;
    _Atomic(int *) pointer;
    atomic_init(&pointer, &other);
    printf("%d %d", *atomic_load(&pointer), atomic_compare_exchange_strong(&pointer, &at, NULL));
    printf(" %d\n", pointer == NULL);
    _Atomic struct pair pair;
    atomic_store(&pair, ((struct pair){3, 4}));
    struct pair old = atomic_exchange(&pair, ((struct pair){5, 6}));
    printf("%d %d %d\n", old.a, old.b, atomic_load(&pair).b);
    _Atomic struct large large;
    atomic_store_explicit(&large, ((struct large){{1, 2, 3, 4, 5}}), memory_order_release);
    printf("%d\n", atomic_load(&large).words[4]);
    atomic_flag flag = ATOMIC_FLAG_INIT;
    printf("%d", atomic_flag_test_and_set(&flag));
    printf(" %d", atomic_flag_test_and_set_explicit(&flag, memory_order_acq_rel));
    atomic_flag_clear(&flag);
    printf(" %d\n", atomic_flag_test_and_set(&flag));
    atomic_thread_fence(memory_order_seq_cst);
    atomic_signal_fence(memory_order_relaxed);
    printf("%d %d\n", atomic_is_lock_free(&i), kill_dependency(expected));
    return ATOMIC_INT_LOCK_FREE != 2;
}
