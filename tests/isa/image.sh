# The whole text of mixter itself, and of a program of gcc whose constants lie in one segment with its code, disassembled
# by us and by binutils; without sections the same instructions, and no headers.
same() { # program, how many instructions at least
    mipsel-linux-gnu-objdump -d -z "$1" | grep -P '^ +[0-9a-f]+:\t|^Disassembly' > theirs
    "$MIXTER" disasm "$1" | grep -P '^ +[0-9a-f]+:\t|^Disassembly' > ours
    [ "$(wc -l < ours)" -gt "$2" ] || { echo "$1: only $(wc -l < ours) instructions"; exit 1; }
    diff ours theirs | head -20
    cmp -s ours theirs || exit 1
}
(cd "$ROOT" && "$STARC" -o - @PROGRAMS) > image || exit 1
same image 50000
mv theirs theirs.image
cat > program.c <<'END_OF_SOURCE'
static const char text[] = "constants are no code";
int written(int i) { return text[i]; }
__attribute__((section(".init"))) void start(void) { written(3); }
int main(void) { return 0; }
END_OF_SOURCE
mipsel-linux-gnu-gcc-12 -O1 -march=mips32r2 -mno-abicalls -fno-pic -static -nostdlib -Wl,-z,noseparate-code,-e,start -o program program.c || exit 1
same program 6

# Without sections it is what the first segment holds behind its headers and notes.
last=$(sed -n '$s/:.*//p' theirs.image)
printf '\0\0\0\0' | dd of=image bs=1 seek=32 conv=notrunc 2> /dev/null
"$MIXTER" disasm image | grep -P '^Segment|^ +[0-9a-f]+:\t' > bare
[ "$(grep -c Segment bare)" = 1 ] && sed 1d bare | sed -n "1,/^$last:/p" | cut -f1,2 > ours && sed 1d theirs.image | cut -f1,2 | cmp - ours
