# Debugging information as compilers write it: names of files with their folders, units that list no addresses, code in several
# sections, numbers in place of addresses and texts (clang). And as large or hostile as a file can be: a death is told in time.
here=$ROOT/tests/debug failures=0
fail() { echo "$*"; failures=1; }
mkdir -p sub
cat > sub/node.h <<'END'
struct node { int value; struct node *next; };
static inline int value_of(struct node *n) {
    return n->value;
}
END
cat > sub/walk.c <<'END'
#include "node.h"
__attribute__((noinline)) int other(struct node *n) {
    return n->value + 1;
}
__attribute__((noinline, section(".text.far"))) int walk(struct node *n, int before) {
    for (int i = 0; i < 3; i++) {
        int after = before + i;
        n->value += after;
    }
    return value_of(n->next) + before;
}
END
cat > main.c <<'END'
#include "sub/node.h"
int walk(struct node *, int);
struct node node = {1, 0};
volatile int result;
int main(void) {
    return walk(&node, 7) + 2;
}
void __start(void) {
    result = main();
    for (;;)
        ;
}
END
says() { # program what: line of the message…
    "$MIPSTER" --max-insns 10000 "$1" 2> messages; status=$?
    what=$2; shift 2
    [ $status = 139 ] || fail "$what: status $status"
    for line; do grep -qxF -e "$line" messages || { fail "$what: not '$line'"; cat messages; }; done
}
flags='-march=mips32r2 -mno-abicalls -fno-pic -msoft-float -ffunction-sections -G0'
for version in 2 3 4 5; do
    mipsel-linux-gnu-gcc-12 $flags -gdwarf-$version -O0 -static -nostdlib -o program main.c sub/walk.c || exit 1
    says program "gcc, DWARF $version" '      3 | return n->value;' '  n = NULL' '  called from walk at sub/walk.c:10' '  called from main at main.c:6'
    grep -q 'in value_of at sub/node.h:3$' messages || fail "gcc, DWARF $version: $(head -n 1 messages)"
    clang -target mipsel-linux-gnu $flags -mno-gpopt -gdwarf-$version -O0 -c main.c sub/walk.c && mipsel-linux-gnu-ld -o program main.o walk.o || exit 1
    says program "clang, DWARF $version" '      3 | return n->value;' '  n = NULL' '  called from walk at sub/walk.c:10' '  called from main at main.c:6'
    grep -q 'in value_of at .*sub/node.h:3$' messages || fail "clang, DWARF $version: $(head -n 1 messages)"
    clang -target mipsel-linux-gnu $flags -mno-gpopt -gdwarf-$version -O2 -c main.c sub/walk.c && mipsel-linux-gnu-ld -o program main.o walk.o || exit 1
    says program "clang -O2, DWARF $version" '  called from main at main.c:6'
    grep -q 'in value_of at .*sub/node.h:3$' messages && grep -q 'called from walk at sub/walk.c:10' messages || { fail "clang -O2, DWARF $version"; cat messages; }
done

# In seconds of processor time, which each of these would take many times if anything were read again and again.
printf 'int main(void) {\n    return *(volatile int *)0;\n}\n' > null.c
"$STARC" -O1 -o null null.c || exit 1
for case in units abbreviations overlap references ranges files; do
    python3 "$here/readers.py" null $case.elf $case || exit 1
    found=' in found'
    case $case in overlap | ranges) found= ;; files) found=' in found at folder/file49999.c:1' ;; esac
    for command in "$MIPSTER" "$MIXTER disasm --lines"; do
        (ulimit -t 8; exec $command $case.elf) > output 2> messages; status=$?
        case $command in
        *disasm*) [ $status = 0 ] || fail "$case: disasm: $status: $(head -n 3 messages)" ;;
        *) [ $status = 139 ] && head -n 1 messages | grep -q "pc 0x00400[0-9a-f]*$found\$" || fail "$case: status $status: $(head -n 3 messages)" ;;
        esac
    done
done
exit $failures
