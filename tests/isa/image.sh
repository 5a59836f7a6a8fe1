# Every instruction of the image of mixter itself, disassembled by us and by binutils.
(cd "$ROOT" && "$STARC" -o - @PROGRAMS) > image || exit 1
mipsel-linux-gnu-objdump -d -z image | grep -P '^ +[0-9a-f]+:\t' > theirs
# Ours begins with the headers, which are mapped before the text.
first=$(sed -n '1s/^ *\([0-9a-f]*\):.*/\1/p' theirs)
"$MIXTER" disasm image | grep -P '^ +[0-9a-f]+:\t' | sed -n "/^ *$first:/,\$p" > ours
[ "$(wc -l < ours)" -gt 50000 ] || { echo "only $(wc -l < ours) instructions"; exit 1; }
diff ours theirs | head -20
cmp -s ours theirs
