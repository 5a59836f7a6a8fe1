# The code of a call does not grow with the records that it passes by value.
program() { echo "struct s { char c[$1]; } g; int f(struct s a) { return a.c[3]; } int main(void) { g.c[3] = 5; return f(g); }"; }
for level in 0 1; do
    for size in 2000 1000000; do
        program $size > $size.c && "$STARC" -O$level -o $size.elf $size.c || exit 1
        "$MIPSTER" $size.elf; [ $? = 5 ] || { echo "-O$level, $size bytes: wrong status"; exit 1; }
    done
    small=$(wc -c < 2000.elf) large=$(wc -c < 1000000.elf)
    [ "$large" -lt $((small + 200)) ] || { echo "-O$level: $small bytes, then $large"; exit 1; }
done
