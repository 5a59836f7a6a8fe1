# Random sequences of instructions: every engine, in slices of several lengths, and qemu-mipsel have to leave
# the same registers and memory. SEQUENCES (4000) of them, in batches, from SEED (1) on.
. "$ROOT/tests/tools.sh"
batch=2000
tool=$BUILD/tests-bin/sequences

engines=interp
echo 'int main(void) { return 0; }' > nothing.c
"$STARC" -o nothing nothing.c
"$MIPSTER" --engine jit nothing 2> /dev/null && engines='interp jit'

compare() { # NAME COMMAND …: has to print what the reference printed
    name=$1
    shift
    within "${LIMIT:-120}" "$@" > theirs 2> said
    status=$?
    if [ $status != 0 ] || ! cmp -s ours theirs; then
        echo "seed $seed: $name: status $status: $(head -n 1 said)"
        "$tool" $seed $batch -explain ours theirs | head -n 50
        failed=1
    fi
}

seed=${SEED:-1} failed=
last=$((seed + (${SEQUENCES:-4000} + batch - 1) / batch - 1)) first=$seed
while [ $seed -le $last ] && [ -z "$failed" ]; do
    "$tool" $seed $batch guest && chmod +x guest || exit 1
    within "${LIMIT:-120}" "$MIPSTER" --engine step guest > ours 2> said || { echo "seed $seed: step: $(cat said)"; exit 1; }
    compare qemu qemu-mipsel ./guest
    for engine in $engines; do
        compare $engine "$MIPSTER" --engine $engine guest
        compare "$engine in slices" "$MIPSTER" --engine $engine --slice $((seed % 50 + 1)) guest
    done
    if [ $seed = "$first" ]; then
        # On hypervisors; on emulators that starc has compiled, for each set of instructions; by the reference.
        compare hypster "$BUILD/hypster" --slice 1009 guest
        compare 'hypster at depth 2' "$BUILD/hypster" --depth 2 guest
        compare 'reference of the switch' "$MIPSTER" --engine step "$BUILD/mixter.elf" hypster guest
        compare 'mipster on mipster' "$MIPSTER" "$BUILD/mixter.elf" mipster guest
        (cd "$ROOT" && "$STARC" -march=mips32 -o - @PROGRAMS) > mips32 || exit 1
        compare 'mipster for mips32 on mipster' "$MIPSTER" mips32 mipster guest
        compare 'hypster for mips32 on mipster' "$MIPSTER" mips32 hypster guest
    fi
    seed=$((seed + 1))
done
[ -z "$failed" ] && echo "$(((last - first + 1) * batch)) sequences, the same"
