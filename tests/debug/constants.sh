# What a variable gets once, a constant, gdb knows in every frame, also where a call has overwritten its register; what
# arguments were in outer frames of a recursion.
cat > pay.c <<'END'
#include <stdio.h>
struct account { char name[8]; int sum; };
static int fact(int n) { return n <= 1 ? printf("%d\n", n) : n * fact(n - 1); }
static int pay(struct account *accounts, int n, int amount) {
    if (amount < 0)
        return -1;
    accounts[n].sum += amount;
    printf("paid %d to %s\n", amount, accounts[n].name);
    return accounts[n].sum;
}
int main(void) {
    struct account accounts[2] = {{"ann", 0}, {"bob", 5}};
    return pay(accounts, 1, 7) + fact(4);
}
END
for level in 0 1; do
    "$STARC" -g -O$level -o pay pay.c || exit 1
    port=$((20000 + ($$ + level) % 20000))
    qemu-mipsel -g $port pay > /dev/null 2>&1 & qemu=$!
    timeout 60 gdb-multiarch -nx -batch -iex 'set debuginfod enabled off' -ex 'file pay' -ex "target remote localhost:$port" \
        -ex 'break vfprintf' -ex continue -ex backtrace -ex continue -ex backtrace < /dev/null 2>&1 |
        sed -n 's/^#[0-9]* .*\(pay\|fact\) (.*\(n=[0-9]*.*\)) at.*/\1 \2/p' > session
    kill $qemu 2> /dev/null
    diff - session <<'END' || { echo "gdb says otherwise at -O$level"; exit 1; }
pay n=1, amount=7
fact n=1
fact n=2
fact n=3
fact n=4
END
done
