# Counts that are constants are taken modulo the width as well (gcc -O0; what it folds itself differs).
cat > test.c <<'END'
#include <stdio.h>
_Static_assert(1u << 33 == 2 && -5 >> 33 == -3 && 1ull << 66 == 4, "folded");
int main(void) {
    volatile unsigned one = 1;
    printf("%x %x %x\n", one << 33, one << 64, one << -1);
    printf("%llx %llx\n", (unsigned long long)one << 65, (unsigned long long)one << -1);
    return 0;
}
END
for flags in -O0 -O1 '-O0 -march=mips32' '-O1 -march=mips32'; do
    "$STARC" -w $flags -o test test.c || exit 1
    [ "$("$MIPSTER" test | tr '\n' ' ')" = '2 1 80000000 2 8000000000000000 ' ] || { echo "$flags:"; "$MIPSTER" test; exit 1; }
done
