# Functions whose stack pointer moves (arrays of variable length, alloca): gdb finds their callers and variables, and the
# report of a death does.
cat > dynamic.c <<'END'
#include <string.h>
static int sink;
__attribute__((noinline)) static int leaf(char *p, int n) {
    p[n - 1] = 3;
    sink += p[n - 1];
    return sink;
}
__attribute__((noinline)) static int inner(int n, int key) {
    char a[n], *b = __builtin_alloca(n * 2);
    memset(b, key, n * 2);
    return leaf(a, n) + b[1] + key;
}
__attribute__((noinline)) static int outer(int n) {
    int a[n];
    a[0] = inner(n * 3, 7);
    return a[0] + n;
}
int main(int argc, char **argv) {
    if (argc > 1)
        return outer(100000000);
    return outer(20) != 37;
}
END
for flags in -O0 -O1 '-O1 -march=mips32'; do
    "$STARC" -g $flags -o dynamic dynamic.c || exit 1
    port=$((20000 + ($$ + ${#flags}) % 20000))
    qemu-mipsel -g $port dynamic > /dev/null 2>&1 & qemu=$!
    timeout 60 gdb-multiarch -nx -batch -iex 'set debuginfod enabled off' -ex 'file dynamic' -ex "target remote localhost:$port" \
        -ex 'break leaf' -ex continue -ex 'print n' -ex 'up' -ex 'print key' -ex 'print n' -ex up -ex 'print n' -ex up -ex 'info frame' -ex 'finish' \
        < /dev/null 2>&1 | grep '^\$\|^#[0-9]\|^ called by\|^Run till' | sed 's/0x[0-9a-f]* in //; s/ (argc.*//; s/p=[^,]*, //' > session
    kill $qemu 2> /dev/null
    diff - session <<'END' || { echo "gdb says otherwise with $flags"; cat session; exit 1; }
$1 = 60
#1  inner (n=60, key=7) at dynamic.c:11
$2 = 7
$3 = 60
#2  outer (n=20) at dynamic.c:15
$4 = 20
#3  main
END
    "$MIPSTER" dynamic x 2> report
    [ $? = 139 ] && grep -q 'stack overflow' report && grep -q 'dynamic.c:1[49]' report && grep -q 'main at dynamic.c:20' report || { cat report; exit 1; }
done
