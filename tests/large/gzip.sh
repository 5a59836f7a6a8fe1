# examples/gzip.c: what it writes gunzip reads, and the other way round, at -O0 and -O1; damaged input is refused.
gzip=$ROOT/examples/gzip.c
fail() { echo "$*"; exit 1; }
printf 'hello hello hello {|}~\377\376\377' > small
head -c 40000 "$BUILD/mixter.elf" > binary
for level in 0 1; do
    "$STARC" -O$level -o program "$gzip" || exit 1
    for input in small binary /dev/null "$gzip"; do
        "$MIPSTER" program < $input > out.gz && gunzip -c < out.gz | cmp - $input || fail "-O$level: gunzip, $input"
        for effort in 1 9; do
            gzip -n$effort -c < $input | "$MIPSTER" program -d | cmp - $input || fail "-O$level: gzip -$effort, $input"
        done
    done
done
gzip -c < "$gzip" > whole
for size in 0 1 9 17 100 3000; do
    head -c $size whole | "$MIPSTER" program -d > out 2> messages && fail "$size bytes are taken"
    grep -q '^gzip: unexpected end' messages || { cat messages; exit 1; }
done
printf 'XXXXXXXX' | dd of=whole bs=1 seek=1000 conv=notrunc 2> /dev/null
"$MIPSTER" program -d < whole > out 2> messages && fail 'damaged data is taken'
grep -q '^gzip: invalid' messages || { cat messages; exit 1; }
