# Random sequences of instructions: every engine, in slices of several lengths, and qemu-mipsel have to leave
# the same registers and memory. SEQUENCES (4000) of them, in batches, from SEED (1) on; if $way is given, only in that way.
. "$ROOT/tests/tools.sh"
. "$ROOT/tests/isa/guests.part"
batch=2000
tool=$BUILD/tests-bin/sequences

engines=interp
echo 'int main(void) { return 0; }' > nothing.c
"$STARC" -o nothing nothing.c
"$MIPSTER" --engine jit nothing 2> /dev/null && engines='interp jit'

compare() { # WAY: has to print what the reference printed
    eval "within \"${LIMIT:-120}\" $(command_of "$1" $seed)" < /dev/null > theirs 2> said
    status=$?
    if [ $status != 0 ] || ! cmp -s ours theirs; then
        echo "seed $seed: $1: status $status: $(head -n 1 said)"
        "$tool" $seed $batch -explain ours theirs | head -n 50
        failed=1
    fi
}

seed=${SEED:-1} failed=
last=$((seed + (${SEQUENCES:-4000} + batch - 1) / batch - 1)) first=$seed
# On hypervisors; on emulators that starc has compiled, for each set of instructions; by the reference.
(cd "$ROOT" && "$STARC" -march=mips32 -o - @PROGRAMS) > mips32 || exit 1
while [ $seed -le $last ] && [ -z "$failed" ]; do
    "$tool" $seed $batch guest && chmod +x guest || exit 1
    eval "within \"${LIMIT:-120}\" $reference" > ours 2> said || { echo "seed $seed: step: $(cat said)"; exit 1; }
    { short_ways; [ $seed != "$first" ] || long_ways; } | grep -x "${way:-.*}" > ways
    while read -r one; do compare "$one"; done < ways
    seed=$((seed + 1))
done
[ -z "$failed" ] && echo "$(((last - first + 1) * batch)) sequences, the same"
