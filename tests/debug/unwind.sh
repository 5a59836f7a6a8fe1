# At every instruction, delay slots, prologues and epilogues included, gdb finds the way back to main: 600
# steps from main on, in code of every kind of frame.
cat > frames.c <<'END'
#include <stdio.h>
static int leaf(int a, int b) { return a * b; }
static int deep(int n) { return n == 0 ? 0 : n + deep(n - 1); }
static int large(int n) {
    int words[20000];
    for (int i = 0; i < 4; i++)
        words[i * 4999] = leaf(i, n);
    return words[4999] + deep(2);
}
static int many(int a, int b, int c, int d, int e, int f) {
    int (*call)(int, int) = leaf;
    for (int i = 0; i < 2; i++)
        a = call(a, b) + call(c, d) + call(e, f) + leaf(a, i);
    return a;
}
int main(void) {
    int sum = large(3) + many(1, 2, 3, 4, 5, 6);
    printf("%d %s\n", sum, "text");
    return sum % 2;
}
END
cat > commands <<'END'
set pagination off
break main
continue
set $i = 0
while $i < 600
  stepi
  backtrace -1
  set $i = $i + 1
end
END
for flags in -O0 -O1 '-O1 -march=mips32'; do
    "$STARC" -g $flags -o frames frames.c || exit 1
    port=$((20000 + ($$ + 7) % 20000))
    qemu-mipsel -g $port frames > /dev/null 2>&1 & qemu=$!
    timeout 100 gdb-multiarch -nx -batch -iex 'set debuginfod enabled off' -ex 'file frames' \
        -ex "target remote localhost:$port" -x commands < /dev/null > session 2>&1
    kill $qemu 2> /dev/null
    steps=$(grep -c '^#' session) wrong=$(grep '^#' session | grep -vc ' main () at frames.c:1[6-9]\| main () at frames.c:2[0-2]')
    echo "$flags: $steps steps, $wrong without main"
    [ "$steps" = 600 ] && [ "$wrong" = 0 ] || { grep '^#' session | grep -v ' main () at' | head -5; tail -n 3 session; exit 1; }
done
