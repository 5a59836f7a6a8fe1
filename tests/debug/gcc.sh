# Programs of gcc with debugging information of every version: where they die is told as addr2line has it, functions that
# are inlined there too, then who called.
cat > program.c <<'END'
struct node { int value; struct node *next; };
static inline int value_of(struct node *n) {
    return n->value;
}
__attribute__((noinline)) int walk(struct node *n) {
    return value_of(n->next) + 1;
}
struct node node = {1, 0};
int main(void) {
    return walk(&node) + 2;
}
volatile int result;
void __start(void) {
    result = main();
    for (;;)
        ;
}
END
for version in 2 3 4 5; do
    for level in 0 1 2; do
        mipsel-linux-gnu-gcc-12 -gdwarf-$version -O$level -march=mips32r2 -mno-abicalls -fno-pic -msoft-float -static -nostdlib -o program program.c || exit 1
        "$MIPSTER" --max-insns 10000 program 2> messages
        [ $? = 139 ] || { echo "DWARF $version, -O$level: does not die"; exit 1; }
        pc=$(sed -n '1s/.* pc \(0x[0-9a-f]*\) .*/\1/p' messages)
        { mipsel-linux-gnu-addr2line -s -f -i -e program "$pc" | paste -d ' ' - -
          grep -q 'in walk at' messages || [ $level != 0 ] || echo walk program.c:6
          [ $level = 2 ] || echo main program.c:10; } | sed 's/ / at /' > expected
        sed -n '1s/.* in //p; s/^  called from //p' messages | sed 's, at .*/, at ,' > said
        [ $level != 2 ] || sed -i '/^__start\|^main/d' said
        diff expected said || { echo "DWARF $version, -O$level"; exit 1; }
    done
done
