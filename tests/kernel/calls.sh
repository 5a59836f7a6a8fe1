# The table of system calls: numbers and names are those of Linux, each is there once and in order; strace names also those
# that are not served.
failures=0
fail() { echo "$*"; failures=1; }
rows() { sed -n "s/^$1(\([0-9]*\), \([a-z_0-9]*\).*/\1 \2/p" "$2"; }
rows CALL "$ROOT/core/calls.def" > served && rows UNSERVED "$ROOT/core/unserved.def" > unserved
for list in served unserved; do
    [ -s $list ] && sort -n -u -c $list || fail "$list: not in order"
    [ "$(wc -l < $list)" = "$(grep -c '^[A-Z]*(' "$ROOT/core/$(echo $list | sed s/^served/calls/).def")" ] || fail "$list: not read"
done
grep -v '^49' served | cat - unserved | sort -n > ours
printf '#include <asm/unistd.h>\n' | mipsel-linux-gnu-gcc-12 -E -dM - | sed -n 's/^#define __NR_\([a-z_0-9]*\) (__NR_Linux + \([0-9]*\))$/\2 \1/p' |
    grep -v -e ' unused' -e ' reserved' | while read -r number name; do echo $((4000 + number)) "$name"; done | sort -n > theirs
diff ours theirs || fail 'Linux has other calls'
cat > probe.c <<'END'
int main(void) {
    return (__syscall(4002) != -89) + 2 * (__syscall(4450, 1, 2) != -89) + 4 * (__syscall(4999) != -89) + 8 * (__syscall(4000) != -89);
}
END
"$STARC" -o probe probe.c || exit 1
for command in "$MIPSTER" "$BUILD/hypster"; do
    $command --strace=trace probe || fail "$command: not ENOSYS: $?"
    sed -i 's/(.*) = /(…) = /' trace
    printf '%s(…) = -1 ENOSYS (Function not implemented)\n' fork set_mempolicy_home_node syscall_0x1387 syscall > expected
    head -n 4 trace | diff expected - || fail "$command: names"
done
exit $failures
