# Every instruction and pseudo-instruction with random operands: starc's words are those of GNU as. (-O1: as puts
# nothing into delay slots.)
python3 "$ROOT/tests/assembly/words.py" "$ROOT/core/isa/isa.def" "$ROOT/core/starc/pseudo.def" "${SEED:-1}" 20 > words.s || exit
"$STARC" -march=mips32 -c -o starc.o words.s || exit
mipsel-linux-gnu-as -mips32r2 -O1 -G0 -mno-fix-loongson3-llsc -o as.o words.s 2> messages || { cat messages; exit 1; }
for name in starc as; do
    mipsel-linux-gnu-objcopy -O binary -j .text $name.o $name.bin && od -An -v -tx4 -w4 $name.bin > $name.words
done
lines=$(wc -l < starc.words)
[ "$lines" -gt 9000 ] || { echo "only $lines words"; exit 1; }
head -n "$lines" as.words | cmp - starc.words # as pads its section
