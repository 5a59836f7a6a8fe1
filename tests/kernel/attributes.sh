# Attributes, links, directories, duplicates and pieces: as qemu-mipsel has them, at every depth, recorded and replayed.
hypster=$BUILD/hypster mixter=$BUILD/mixter failures=0
fail() { echo "$*"; failures=1; }
"$STARC" -o attributes "$ROOT/tests/kernel/attributes.c" || exit 1
cat > statx.c <<'END' # five arguments
static int call(int number, int a, const char *b, int c, int d, void *e) {
    register int v0 __asm__("$2") = number, a0 __asm__("$4") = a, a2 __asm__("$6") = c, a3 __asm__("$7") = d;
    register const char *a1 __asm__("$5") = b;
    __asm__ volatile("addiu $sp, $sp, -32\n sw %5, 16($sp)\n syscall\n addiu $sp, $sp, 32"
                     : "+r"(v0), "+r"(a3) : "r"(a0), "r"(a1), "r"(a2), "r"(e) : "memory", "$8", "$9", "$10", "$24", "$25", "hi", "lo");
    return a3 ? -v0 : v0;
}
static unsigned wide[64], link[64], status[26];
void __start(void) {
    int bad = call(4215, 0, (char *)status, 0, 0, 0) != 0;
    bad += call(4366, 0, "", 0x1000, 0x7ff, wide) != 0 || call(4366, -100, "link", 0, 0x7ff, link) != 0;
    bad += call(4366, -100, "link", 0x100, 0x7ff, link) != 0 || (link[7] & 0xf000) != 0xa000 || (wide[0] & 0x7ff) != 0x7ff;
    bad += (wide[7] & 0xffff) != status[6] || wide[10] != status[14] || wide[4] != status[7] || wide[5] != status[8] || wide[8] != status[4];
    bad += wide[28] != status[18] || wide[30] != status[19] || wide[16] != status[16] || wide[24] != status[20] || wide[1] != status[22] || wide[12] != status[24];
    bad += (wide[34] << 8 | wide[35]) != ((status[0] & 0xfff00) | (status[0] & 0xff)) || call(4366, 77, "", 0x1000, 0, wide) != -9;
    bad += call(4366, -100, "absent", 0, 0, wide) != -2 || call(4366, -100, "file", 0, 0, (void *)8) != -14;
    call(4246, bad, 0, 0, 0, 0);
}
END
mipsel-linux-gnu-gcc-12 -O1 -march=mips32r2 -msoft-float -mno-abicalls -fno-pic -nostdlib -static -o statx statx.c || exit 1
umask 022
mkdir -p world/folder && cd world && echo 'some text' > file && ln -s file link && ln -s nowhere dangling && touch folder/b folder/a folder/c || exit 1
qemu-mipsel ../attributes > ../expected 2> ../messages || fail "qemu: $(cat ../messages)"
qemu-mipsel ../statx < file || fail "qemu: statx: $? bad"
[ "$(wc -l < ../expected)" -gt 35 ] || fail "qemu prints little"
for command in "$MIPSTER" "$MIPSTER --engine step" "$MIPSTER --files ." "$hypster" "$hypster --depth 2" "$hypster --depth 2 --files ." "$mixter --slice 100" "$MIPSTER $BUILD/mixter.elf mipster"; do
    $command ../attributes > ../output 2> ../messages || fail "$command: status $?"
    diff ../expected ../output || fail "$command"
    $command ../statx < file || fail "$command: statx: $? bad"
done
"$MIPSTER" --record ../recording ../attributes > ../output || fail 'recording'
mkdir ../other && cd ../other || exit 1 # where nothing of it is
for command in "$MIPSTER" "$hypster" "$mixter --slice 77 --depth 2"; do
    $command --replay ../recording ../attributes 2> ../messages || fail "replay by $command: $(cat ../messages)"
done
exit $failures
