struct incomplete;
struct record {
    int a;
} s;
int function(void);

void generic(int n, int *p, char *c, void *v, struct incomplete *i, float *f) {
    int variable[n], empty[0];
    __atomic_load(n, p, 5);
    __atomic_load(v, p, 5);
    __atomic_load(i, p, 5);
    __atomic_load(p, n, 5);
    __atomic_load(p, c, 5);
    __atomic_load(p, function, 5);
    __atomic_store(&variable, p, 5);
    __atomic_load(&empty, &empty, 5);
    __atomic_exchange(p, p, c, 5);
    __atomic_compare_exchange(p, p, c, 0, 5, 5);
    __atomic_load(p, f, 5); // is good
}

void by_value(int *p, float *f) {
    __atomic_load_n(f, 5);
    __atomic_fetch_nand(f, 5, 5);
    __atomic_fetch_nand(p, s, 5);
    __atomic_nand_fetch(p, by_value(p, f), 5);
    __sync_fetch_and_nand(p);
    __sync_nand_and_fetch(p, 5); // is good
}
