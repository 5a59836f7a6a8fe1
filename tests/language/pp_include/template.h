#define PASTE_(a, b) a##_##b
#define PASTE(a, b) PASTE_(a, b)
typedef struct { TYPE a, b; } PASTE(NAME, type);
static TYPE PASTE(NAME, sum)(PASTE(NAME, type) v) { return v.a + v.b; }
#undef PASTE
#undef PASTE_
