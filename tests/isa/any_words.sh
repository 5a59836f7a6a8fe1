# Words of any bits: what we take for an instruction is the same to objdump; what we reserve, is to objdump
# no instruction, or one that we never have: formats of floating point that need wider registers, other coprocessors, extensions, those of kernels.
tool=$BUILD/tests/words
mkdir -p "$BUILD/tests"
${CC:-cc} -std=c11 -O2 -o "$tool" "$ROOT/tests/isa/words.c" "$ROOT/core/isa/isa.c" "$ROOT/core/isa/disassemble.c" || exit 1
"$tool" ${SEED:-1} ${WORDS:-300000} words any > ours || exit 1
mipsel-linux-gnu-objdump -D -z -b binary -m mips:isa32r2 -EL words |
    sed -n 's/^ *\([0-9a-f]*\):[ \t]*\([0-9a-f]*\)[ \t]*\(.*\)$/\1\t\2\t\3/p' > theirs
# All names that we ever use, from the table and the aliases.
sed -n 's/^ISA([A-Z0-9_]*, "\([a-z0-9.]*\)".*/\1/p' "$ROOT/core/isa/isa.def" > names
grep -oE '"[a-z_]+"' "$ROOT/core/isa/disassemble.c" | tr -d '"' >> names
[ "$(wc -l < names)" -gt 200 ] || { echo "only $(wc -l < names) names"; exit 1; }
paste -d @ ours theirs | awk -F @ '
    BEGIN { while ((getline name < "names") > 0) ours[name] = 1 }
    {
        split($1, a, "\t"); split($2, b, "\t")
        if ($1 == $2) { same += a[3] != ".word"; next }
        if (a[3] == "clz" || a[3] == "clo") next    # where the fields that repeat each other differ
        if (a[3] == ".word" && !(b[3] in ours)) { outside[b[3]]++; next }
        if (a[3] == ".word" && b[4] ~ /\$ac[1-3]/) next    # accumulators of DSP
        if (a[3] == ".word" && b[4] ~ /\$f[0-9]*[13579](,|$)/) next    # half of a pair
        print "ours: " a[3] " " a[4] ", objdump: " b[3] " " b[4] " (" a[2] ")"; bad++
    }
    END {
        for (name in outside) print name > "outside"
        if (same < NR / 10) { print "only " same " of " NR " are instructions"; bad++ }
        exit bad > 0
    }' | head -n 20 > differences
cat differences
[ ! -s differences ] || exit 1
# Nothing of the base instruction set of user programs may be outside.
for name in sll add lw sw beq jalr mul clz ext ins rdhwr teq sync; do
    ! grep -qx "$name" outside || { echo "$name is outside"; exit 1; }
done
