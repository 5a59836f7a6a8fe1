int only_here(int x) {
    return x;
}

extern inline int everywhere(int x) {
    return x + 1;
}
