static int inner(void) { return 21; }
static const char *inner_file(void) {
    const char *name = __FILE__, *last = name;
    while (*name) if (*name++ == '/') last = name;
    return last;
}
enum { included_line = __LINE__ };
