# Objects: what nm says of them, programs linked from them, from archives, with other options in each unit; the same
# bytes as from the sources; messages when an object is compiled, and with their places when it is linked.
LC_ALL=C export LC_ALL
failures=0
wrong() { echo "$*"; failures=1; }
cat > a.h <<'END'
#define NAME "a"
static inline int twice(int x) { return x + x; }
END
cat > a.c <<'END'
#include <stdio.h>
#include "a.h"
int shared = 5, tentative;
static int hidden;
const int table[] = {1, 2, 3};
extern int data_elsewhere;
int other(int);
int weak_elsewhere(void) __attribute__((weak));
__attribute__((weak)) int weak_here(void) { return 1; }
static int helper(int x) { return x + hidden++; }
static int unused(int x) { return never(x); }
int main(void) {
    if (0)
        never(1);
    printf("%s %d %d %d\n", NAME, twice(helper(shared)), other(3), data_elsewhere);
    return weak_elsewhere != 0 || tentative || weak_here() + table[1] != 3;
}
END
cat > b.c <<'END'
#ifdef A
#error a.c's options
#endif
static int helper(int x) { return x * FACTOR; }
int data_elsewhere = 1000;
int other(int x) {
    _Bool bool = x;
    return helper(x) + bool;
}
END
"$STARC" -w -DA=1 -c a.c && "$STARC" -DFACTOR=100 -std=c11 -c -o b.o b.c || wrong '-c'
sort > wanted <<END
U __this_object_is_linked_by_starc
U data_elsewhere
t helper
b hidden
T main
U other
U printf
D shared
R table
B tentative
t twice
W weak_here
w weak_elsewhere
END
for nm in nm mipsel-linux-gnu-nm; do
    $nm a.o | sed 's/^[0-9a-f]*//;s/^ *//' | sort > got && cmp wanted got || wrong "$nm: $(diff wanted got)"
done
printf 'a 10 301 1000\n' > expected
runs() { # program
    "$MIPSTER" "$1" > printed && cmp printed expected || wrong "$1: $(cat printed)"
}
"$STARC" -o ab a.o b.o && runs ab
mkdir -p away && cp a.c b.c a.h away
rm -f lib.a && ar rcs lib.a b.o && mkdir -p libs && cp lib.a libs/libb.a
"$STARC" -o with_archive a.o lib.a && runs with_archive
"$STARC" -o with_library -L libs a.o -lb -lm && runs with_library
"$STARC" -w -DA=1 -o with_source -Llibs a.c -lb && runs with_source
cmp with_source with_library || wrong 'a source and its object do not make the same program'
"$STARC" -o too_early -Llibs -lb a.o 2> said && wrong 'an archive before what needs it'
grep -q "^a.c:15:.*undefined reference to 'other'" said || wrong "undefined: $(cat said)"
rm -f thin.a && ar rcT thin.a b.o && "$STARC" -o with_thin a.o thin.a && runs with_thin
mv b.c gone.c; mv a.h gone.h
"$STARC" -o ab a.o b.o && runs ab # an object has all that it needs
mv gone.c b.c; mv gone.h a.h

# The same program as from the sources, with debugging information too.
cat > one.c <<'END'
#include "one.h"
#include <stdio.h>
#define SHOW(x) printf("%d %s %d\n", x, __FILE__, __LINE__)
int main(void) {
    SHOW(two(20));
    return 0;
}
END
echo 'int two(int);' > one.h
echo '#include "one.h"
int two(int x) { return x + 2; }' > two.c
for flags in '' -g -O0 '-g -march=mips32'; do
    "$STARC" $flags -o direct one.c two.c
    "$STARC" $flags -c one.c two.c && "$STARC" $flags -o linked one.o two.o
    cmp direct linked || wrong "$flags: objects make another program"
done
"$STARC" -O0 -c two.c && "$STARC" -S -o from_object two.o && "$STARC" -O0 -S -o from_source two.c
cmp from_object from_source || wrong 'an object forgets -O0'
"$STARC" -O0 -g -march=mips32 -c one.c && "$STARC" -c two.c && "$STARC" -o mixed one.o two.o && "$MIPSTER" mixed > printed
[ "$(cat printed)" = '22 one.c 5' ] || wrong "mixed: $(cat printed)"
mipsel-linux-gnu-readelf -S mixed | grep -q debug_info || wrong 'no -g from an object'

# Errors and warnings come when the object is made, and only then.
echo '#pragma message("said once")
int f(void) { int *p = 1; return *p; } int main(void) { return 0; }' > warns.c
"$STARC" -c warns.c 2> said; [ -s said ] || wrong 'no warning at -c'
"$STARC" -o warns warns.o 2> said; [ -s said ] && wrong "warning again: $(cat said)"
echo 'int x = y; int f(void);' > bad.c
rm -f bad.o; "$STARC" -c bad.c 2> said && wrong 'bad.c compiles'; [ ! -e bad.o ] || wrong 'bad.o is left'
echo 'int f(void); int x; int y = x;' > bad.c
"$STARC" -c bad.c 2> said && wrong 'an initializer that is not constant'
"$STARC" -fsyntax-only bad.c 2> /dev/null && wrong '-fsyntax-only'
"$STARC" -fsyntax-only two.c && [ ! -e a.out ] || wrong '-fsyntax-only two.c'
echo 'int two(int x) { return x; }' > again.c
"$STARC" -c again.c && "$STARC" -o twice one.o two.o again.o 2> said && wrong 'two definitions'
grep -q "^again.c:1:5: error: redefinition of 'two'" said && grep -q '^two.c:2:5: note' said || wrong "twice: $(cat said)"
echo 'char *two(char *x) { return x; }' > other.c
"$STARC" -c other.c && "$STARC" -o other one.o other.o 2> said || wrong 'another type'
grep -q "type of 'two' does not match original declaration \[-Wlto-type-mismatch\]" said || wrong "types: $(cat said)"

# Tentative definitions: one in all units with -fcommon.
echo 'int common[4]; int main(void) { return common[2] - 5; }' > c1.c
echo 'int common[4] = {1, 2, 5};' > c2.c
echo 'int common[4];' > c3.c
"$STARC" -fcommon -c c1.c c2.c c3.c && nm c1.o | grep -q ' C common' || wrong 'common'
"$STARC" -o c c1.o c3.o c2.o && "$MIPSTER" c || wrong 'common symbols'
echo 'int common[8];' > c4.c
"$STARC" -w -fcommon -c c4.c && "$STARC" -w -o c c1.o c4.o && nm -S c | grep -q ' 00000020 . common' || wrong 'the larger common symbol'
"$STARC" -c c1.c c3.c && "$STARC" -o c c1.o c3.o 2> /dev/null && wrong 'common without -fcommon'

# An alias that another unit has declared before; a barrier is no instruction.
echo 'int main(void) { int alias(void); __asm__ volatile("" ::: "memory"); return alias() - 3; }' > u.c
echo 'int three(void) { return 3; } int alias(void) __attribute__((alias("three")));' > v.c
"$STARC" -c u.c v.c && nm v.o | grep -q ' T alias' && "$STARC" -o uv u.o v.o && "$MIPSTER" uv || wrong 'an alias'

# Members that nothing needs are not linked; groups; whole archives.
echo 'int needs_other(void); int main(void) { return needs_other(); }' > m.c
echo 'int other(void); int needs_other(void) { return other(); } int extra(void) { return 1; }' > l1.c
echo 'int main_again(void) { return 1; } int other(void) { return 7; }' > l2.c
echo 'int main(void) { return 9; }' > l3.c
echo 'int puts(); __attribute__((constructor)) static void hello(void) { puts("made"); }' > l4.c
"$STARC" -w -c m.c l1.c l2.c l3.c l4.c && rm -f x.a y.a && ar rc x.a l2.o l3.o l4.o && ar rc y.a l1.o
"$STARC" -o order m.o y.a x.a && "$MIPSTER" order; [ $? = 7 ] || wrong 'archives in order'
"$STARC" -o order m.o x.a y.a 2> /dev/null && wrong 'archives out of order'
"$STARC" -o order m.o -Wl,--start-group x.a y.a -Wl,--end-group && "$MIPSTER" order; [ $? = 7 ] || wrong 'a group'
"$STARC" -o order y.a x.a 2> /dev/null && "$MIPSTER" order; [ $? = 9 ] || wrong 'main in an archive'
rm -f z.a && ar rc z.a l4.o
"$STARC" -o whole m.o y.a l2.o -Wl,--whole-archive z.a -Wl,--no-whole-archive && [ "$("$MIPSTER" whole)" = made ] || wrong 'a whole archive'

# What is no object of ours is named.
refused() { # pattern file
    "$STARC" -o refused m.o "$2" 2> said && wrong "$2 is linked"
    grep -q "$1" said && [ "$(wc -l < said)" = 1 ] || wrong "$2: $(head -3 said)"
}
head -c 300 b.o > short.o; refused 'short.o: damaged object' short.o
sed 's/helper/hopper/' b.o > changed.o; refused 'changed.o: damaged object' changed.o
mipsel-linux-gnu-gcc-12 -c -o foreign.o two.c && refused 'foreign.o: an object of another compiler' foreign.o
cc -c -o native.o two.c && refused 'native.o: for another machine' native.o
ar rc foreign.a foreign.o && refused 'foreign.a(foreign.o): an object of another compiler' foreign.a
head -c 100 x.a > short.a; refused 'short.a: damaged archive' short.a
refused 'missing.o: No such file' missing.o
mipsel-linux-gnu-ld -o program m.o l1.o l2.o 2> said && wrong 'ld links our objects'
grep -q this_object_is_linked_by_starc said || wrong "ld: $(cat said)"
exit $failures
