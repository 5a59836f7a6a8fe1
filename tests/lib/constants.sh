# Constants of libcstar's headers have the values that glibc's have for MIPS, and there are no others but those named here.
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
cd "$ROOT/lib" || exit 1
include=/usr/mipsel-linux-gnu/include failures=0
fail() { echo "$*"; failures=1; }
# Headers that glibc has as well, but those that are the compiler's or about numbers only.
for header in *.h sys/*.h arpa/*.h net/*.h netinet/*.h; do
    [ -f "$include/$header" ] && echo "$header"
done | grep -v -e '^fenv.h' -e '^math.h' -e '^inttypes.h' -e '^stdint.h' -e '^tgmath.h' -e '^complex.h' -e '^assert.h' > "$work/headers"
constants() { # compiler: names whose definition is of numbers and other names
    sed 's/.*/#include <&>/' "$work/headers" > "$work/all.c"
    "$@" -D_GNU_SOURCE -E -dM "$work/all.c" | grep -E '^#define [A-Z_][A-Z0-9_]* +[-(~]*[0-9A-Z_]' | grep -v -E '^#define [A-Z_0-9]+\(' |
        grep -v -E "^#define ([A-Za-z_0-9]+) .*(\"|[{;,\`]|\\b[a-z_]+[a-z]{2}\\b|\\b\\1\\b)" | sed 's/^#define \([A-Z_0-9]*\) .*/\1/' | sort -u
}
constants "$STARC" > "$work/ours"
printf '\n' > "$work/none.c"
for compiler in "$STARC" mipsel-linux-gnu-gcc-12; do
    $compiler -E -dM "$work/none.c" | sed -n 's/^#define \([A-Z_0-9]*\) .*/\1/p'
done | sort -u > "$work/predefined"
comm -23 "$work/ours" "$work/predefined" | grep -v '_H$' > "$work/names"
[ "$(wc -l < "$work/names")" -gt 500 ] || fail "only $(wc -l < "$work/names") constants"
{
    sed 's/.*/#include <&>/' "$work/headers"
    echo '#include <stdint.h>'
    echo '#include <stdio.h>'
    echo 'int main(void) {'
    sed 's/.*/#ifdef &\n    printf("& %lld\\n", (long long)(&));\n#else\n    printf("& missing\\n");\n#endif/' "$work/names"
    echo '    return 0; }'
} > "$work/print.c"
"$STARC" -w -D_GNU_SOURCE -o "$work/ours.elf" "$work/print.c" && "$MIPSTER" "$work/ours.elf" > "$work/ours.txt" || fail 'starc'
mipsel-linux-gnu-gcc-12 -w -D_GNU_SOURCE -static -o "$work/theirs.elf" "$work/print.c" && qemu-mipsel "$work/theirs.elf" > "$work/theirs.txt" || fail 'gcc'
diff "$work/theirs.txt" "$work/ours.txt" | sed -n 's/^> \([A-Z_0-9]*\) .*/\1/p' > "$work/different"
sed '/^#/d' "$ROOT/tests/lib/constants.txt" | sort > "$work/known"
sort "$work/different" | diff "$work/known" - > "$work/diff" || { fail 'differences that are not named, or named ones that are none:'; cat "$work/diff"; grep -w -F -f "$work/different" "$work/theirs.txt" | head -20; }
exit $failures
