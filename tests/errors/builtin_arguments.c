enum unknown;

void f(_Bool *flag, int n, unsigned char *byte) {
    __sync_fetch_and_add(flag, 1);
    __sync_or_and_fetch(flag, 1);
    __atomic_fetch_xor(flag, 1, 5);
    __atomic_load_n((enum unknown *)byte, 0);
    __builtin_alloca_with_align(n, n);
    __builtin_alloca_with_align(n, 4);
    __builtin_alloca_with_align(n, 24);
    __builtin_alloca_with_align(n, 0);
    __sync_lock_test_and_set(flag, 1); // are good
    __sync_bool_compare_and_swap(flag, 0, 1);
    __atomic_load_n(flag, 0);
    __builtin_alloca_with_align(n, 64.0);
    __builtin_alloca_with_align(n, 1LL << 31);
}
