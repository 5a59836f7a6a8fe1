# The values of the variables where a program has died, and where it called the routine that it died in: of every type,
# at -O0 exactly these, at -O1 some of them; of programs of gcc with every version of DWARF too. i12 has to be 12.
cat > locals.c <<'END_OF_SOURCE'
#include <stdlib.h>
#include <string.h>
typedef unsigned long word;
enum color { RED, GREEN = 5 };
struct pair { int a, b; };
volatile int one = 1;
__attribute__((noinline)) static int die(int i12, unsigned u4000000000, char c, signed char s, unsigned short h, const char *text, struct pair *none,
               enum color color, long long big, _Bool yes, word i77) {
    struct pair pair = {1, 2};
    short minus = -5;
    int sum = i12 + c + s + h + color + yes + minus + one;
    if (sum != 0)
        sum += none->b + (int)big + (int)i77 + text[0] + pair.a + (int)u4000000000;
    return sum;
}
__attribute__((noinline)) static void stop(int i31, const char *reason) {
    int i62 = 2 * i31 * one;
    if (strlen(reason) > 3)
        abort();
    one = i62 + i31;
}
int main(int argc, char **argv) {
    if (argc > 1)
        stop(31, "because");
    return die(12, 4000000000u, 'x', -3, 65000, "some text", NULL, GREEN, -5000000000ll, 1, 77) + argc;
}
END_OF_SOURCE
fail() { echo "$*"; cat messages; exit 1; }
named() { # lines with values: every name with a number has that value
    grep '^  [a-z][a-z0-9]* = ' messages | tr ',' '\n' | sed -n 's/^ *[a-z]\([0-9][0-9]*\) = \(.*\)/\1 \2/p' | while read -r name value; do
        [ "$name" = "$value" ] || { echo "$name is $value"; exit 1; }
    done || fail "$1"
}
check() { # title: the program dies in die, and with an argument in stop
    "$MIPSTER" locals 2> messages && fail "$1: lives"
    named "$1"
    "$MIPSTER" locals stop 2>> messages && fail "$1: lives"
    named "$1"
}
for flags in -O0 '-O0 -march=mips32' -O1 '-O1 -march=mips32'; do
    "$STARC" -w -g $flags -o locals locals.c || exit 1
    check "$flags"
    case $flags in
    -O0*) sed -n 's/^  \([a-z][a-z0-9]* = \)/\1/p' messages | tr '\n' ' ' | sed 's/0x[0-9a-f]\{8\}/0x…/g; s/, /\n/g; s/ $/\n/' > said
        printf '%s\n' 'i12 = 12' 'u4000000000 = 4000000000' "c = 120 'x'" 's = -3' 'h = 65000' 'text = 0x… "some text"' 'none = NULL' \
            'color = 5' 'big = -5000000000' 'yes = true' 'i77 = 77' 'minus = -5 i31 = 31' 'reason = 0x… "because"' 'i62 = 62' | tr '\n' '#' |
            sed 's/#/\n/g' > expected
        grep -v 'sum = ' said > rest; sed -i 's/minus = -5 .*/minus = -5/' rest; sed 's/minus = -5 .*/minus = -5/' expected | diff - rest || fail "$flags" ;;
    *) grep -q '^  .*none = NULL' messages || fail "$flags: none is not known" ;;
    esac
done
cat > gcc.c <<'END_OF_SOURCE'
struct node { int value; struct node *next; };
__attribute__((noinline)) static int walk(struct node *none, int i15, char x) {
    volatile int i30 = 2 * i15;
    return none->value + i30 + x;
}
int main(void) { return walk(0, 15, 'x'); }
volatile int result;
void __start(void) { result = main(); for (;;) ; }
END_OF_SOURCE
for version in 2 3 4 5; do
    for level in 0 1; do
        mipsel-linux-gnu-gcc-12 -gdwarf-$version -O$level -march=mips32r2 -mno-abicalls -fno-pic -msoft-float -static -nostdlib -o program gcc.c || exit 1
        "$MIPSTER" --max-insns 10000 program 2> messages
        named "gcc, DWARF $version, -O$level"
        grep -q '^  .*i30 = 30' messages || fail "gcc, DWARF $version, -O$level: i30 is not known"
        [ $level = 1 ] || grep -q "^  none = NULL, i15 = 15, x = 120 'x', i30 = 30" messages || fail "gcc, DWARF $version, -O$level"
    done
done
exit 0
