inline int shared(int x);
inline int shared(int x) {
    return x - 1;
}
