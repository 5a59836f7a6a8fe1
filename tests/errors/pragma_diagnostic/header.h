#pragma GCC diagnostic ignored "-Wparentheses"
static inline int quiet_in_header(int a, int b, int c) {
    return a && b || c;
}
