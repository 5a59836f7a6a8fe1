# Programs of gcc -static -O2 with glibc, hard float: on every engine and under hypervisors what they print and return
# is what it is on qemu-mipsel. Skipped where there is no glibc for mipsel.
compiler=${MIPS_CC:-mipsel-linux-gnu-gcc-12}
echo 'int main(void) { return 0; }' > empty.c
$compiler -static -o empty empty.c 2> /dev/null || { echo "skipped: no static glibc for mipsel (Debian: libc6-dev-mipsel-cross)"; exit 0; }
printf '2\n9x\nabc\n' > streams.in
cp "$ROOT/examples/tour.lisp" lisp.in
for source in tests/kernel/glibc/streams tests/kernel/glibc/numbers bench/nbody examples/lisp; do
    name=$(basename $source) input=/dev/null
    [ -f "$name.in" ] && input=$name.in
    $compiler -static -O2 -w -ffp-contract=off -o $name "$ROOT/$source.c" -lm || exit 1
    env -i qemu-mipsel ./$name 10 < $input > expected 2>&1
    echo "status $?" >> expected
    for command in 'mipster --engine interp' mipster 'hypster --depth 1' 'hypster --depth 2 --slice 10007'; do
        env -i "$BUILD"/$command ./$name 10 < $input > actual 2>&1
        echo "status $?" >> actual
        diff expected actual > differences || { echo "$name, $command:"; head -n 5 differences; exit 1; }
    done
    echo "$name is the same"
done
