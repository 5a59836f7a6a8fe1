# Optimizing takes time in proportion to the length of a function: of a straight line of statements, four times as
# many instructions for four times as many statements, and a little more for searches.
failures=0
statements() { # kind count
    awk -v kind="$1" -v count="$2" '
    function pick(n) { seed = (seed * 69069 + 1) % 4294967296; return int(seed / 65536) % n }
    function variable() { return substr("abcd", pick(4) + 1, 1) }
    BEGIN {
        print "unsigned g[64];"
        print "unsigned f(unsigned a, unsigned b, unsigned c, unsigned d) {"
        for (i = 0; i < count; i++) {
            if (kind == "arithmetic")
                print variable() " = " variable() " * " pick(100) " + " variable() ";"
            else if (kind == "memory")
                print "g[" pick(64) "] = g[" pick(64) "] + " variable() ";"
            else if (kind == "calls") # of __and, on the 17 instructions
                print i % 2 ? variable() " ^= " variable() " >> " pick(31) ";" : variable() " += g[" variable() " & 63];"
            else
                print "unsigned x" i " = " (i < 2 ? "a" : "x" pick(i) " + x" pick(i)) " * " pick(50) ";"
        }
        print "return a + b + c + d; }"
        print "int main(void) { return f(1, 2, 3, 4) == 0; }"
    }'
}
for kind in arithmetic memory calls variables; do
    for count in 2000 8000; do
        statements $kind $count > $count.c
        "$MIPSTER" --stats "$BUILD/mixter.elf" starc -O1 -w -o p $count.c 2> stats || { cat stats; failures=1; }
        sed -n 's/^mipster: \([0-9]*\) instructions.*/\1/p' stats > $count
    done
    percent=$(($(cat 8000) * 100 / $(cat 2000)))
    [ $percent -le 420 ] || { echo "$kind: $(cat 2000) instructions for 2000 statements, $(cat 8000) for 8000"; failures=1; }
done
exit $failures
