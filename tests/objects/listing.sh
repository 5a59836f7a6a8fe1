# -S and --dump of files without main: what they define for others, with source lines; what is elsewhere by its name.
failures=0
wrong() { echo "$*"; failures=1; }
cat > part.c <<'END'
extern int elsewhere;
int helper(int x);
static int twice(int x) { return x + x; }
int table[3] = {1, 2, 3};
int compute(int i) {
    return helper(twice(i)) + elsewhere + table[i];
}
END
for flags in '' -O0 -march=mips32; do
    "$STARC" $flags -S -o part.s part.c || wrong "-S $flags"
    grep -q '^compute:' part.s && grep -q '# part.c:6:     return helper' part.s || wrong "-S $flags: no compute"
    grep -q 'jal.*<helper>' part.s || wrong "-S $flags: no helper"
    grep -q '\.data .* table' part.s || wrong "-S $flags: no table"
done
"$STARC" -c part.c && "$STARC" -S -o object.s part.o && "$STARC" -S -o part.s part.c && cmp part.s object.s || wrong '-S of an object'
for pass in parse lower optimize legalize allocate emit; do
    "$STARC" --dump=$pass part.c > dump || wrong "--dump=$pass"
    grep -q '^compute: int(int)  # part.c:5' dump || wrong "--dump=$pass: no compute"
done
# A bit-field stored as the first thing of all: the optimizer knew nothing yet.
echo 'static struct { int i : 8; } s; void first(void) { s.i = 0; }' > first.c
"$STARC" -S -o first.s first.c && grep -q '^first:' first.s || wrong "-S of a bit-field stored: $?"
"$STARC" -o program part.c 2> said && wrong 'a program without main'
grep -q "undefined reference to 'main'" said || wrong "said: $(cat said)"
exit $failures
