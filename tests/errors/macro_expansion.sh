# A message about what a macro brought shows its definition, and then each macro whose expansion it is in.
cat > test.c <<'END'
#include <stddef.h>
typedef struct { int x; } person;
person p;
#define TWICE(x) ((x) + (x))
#define INNER(a) a->nothing
#define OUTER(b) INNER(b)
#define PASTE(a, b) a##b
int g(void) {
    int i = TWICE(p);
    i = OUTER(p);
    i = PASTE(un, known);
    i = NULL + p;
    return TWICE(other);
}
END
"$STARC" test.c 2> actual
cat > expected <<'END'
test.c:4:23: error: invalid operands to binary + (have 'person' and 'person')
 #define TWICE(x) ((x) + (x))
                       ^
test.c:9:13: note: in expansion of macro 'TWICE'
     int i = TWICE(p);
             ^
test.c:5:19: error: invalid type argument of '->' (have 'person')
 #define INNER(a) a->nothing
                   ^
test.c:6:18: note: in expansion of macro 'INNER'
 #define OUTER(b) INNER(b)
                  ^
test.c:10:9: note: in expansion of macro 'OUTER'
     i = OUTER(p);
         ^
END
head -15 actual | diff expected - || exit 1
grep -c 'in expansion of macro .PASTE' actual && ! grep -q 'macro .NULL' actual
