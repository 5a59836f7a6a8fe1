# Damaged debugging information harms nobody: the program dies as it should, with its message, and disasm --lines ends.
# Environment: DAMAGED, how many (150).
cp "$ROOT/tests/debug/list.c" .
"$STARC" -o damage "$ROOT/tests/debug/damage.c" || exit 1
for level in 0 1; do
    "$STARC" -w -g -O$level -o list list.c || exit 1
    seed=1
    while [ $seed -le "${DAMAGED:-150}" ]; do
        "$MIPSTER" damage list damaged $seed || exit 1
        timeout 20 "$MIPSTER" damaged > output 2> messages
        status=$?
        [ $status = 139 ] && head -n 1 messages | grep -q '^mipster: damaged: page fault: cannot read address 0x00000000 (SIGSEGV), pc 0x' ||
            { echo "-O$level, seed $seed: status $status"; cat messages; exit 1; }
        timeout 20 "$MIXTER" disasm --lines damaged > listing 2>&1 || { echo "-O$level, seed $seed: disasm"; tail -n 3 listing; exit 1; }
        seed=$((seed + 1))
    done
done
