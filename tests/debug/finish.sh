# gdb's finish tells what functions return that compute with floating numbers, by routines and in registers of the unit.
cat > finish.c <<'END'
#include <stdio.h>
__attribute__((noinline)) double half(double x) { return x / 2; }
__attribute__((noinline)) float third(float x) { return x / 3; }
__attribute__((noinline)) double _Complex turn(double _Complex z) { return z * 1.0i; }
int main(void) {
    double d = half(5);
    float f = third(1);
    double _Complex z = turn(1.5 + 2.0i);
    printf("%g %g %g\n", d, (double)f, __real__ z);
    return 0;
}
END
for flags in -O0 -O1 '-O1 -march=mips32'; do
    "$STARC" -g $flags -o finish finish.c || exit 1
    port=$((20000 + ($$ + 17) % 20000))
    qemu-mipsel -g $port finish > /dev/null 2>&1 & qemu=$!
    timeout 60 gdb-multiarch -nx -batch -iex 'set debuginfod enabled off' -ex 'file finish' -ex "target remote localhost:$port" \
        -ex 'break half' -ex 'break third' -ex 'break turn' -ex continue -ex finish -ex continue -ex finish -ex continue -ex 'print z' \
        -ex finish < /dev/null > session 2>&1
    kill $qemu 2> /dev/null
    grep -o '\$[1-4] = .*' session > values
    printf '$1 = 2.5\n$2 = 0.333333343\n$3 = 1.5 + 2i\n$4 = -2 + 1.5i\n' > expected
    case $flags in *mips32) sed -i '$d' values expected ;; esac # gdb 13 looks for complex results elsewhere
    diff expected values || { echo "$flags"; tail -n 5 session; exit 1; }
done
exit 0
