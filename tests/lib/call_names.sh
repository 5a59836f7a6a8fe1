# <sys/syscall.h> names every system call of core/calls.def that Linux has, and no other.
cd "$(dirname "$0")/../.." || exit 1
sed -n 's/^CALL(\(4[0-8][0-9]*\), \([a-z0-9_]*\),.*/\2/p' core/calls.def | sort > "${TMPDIR:-/tmp}/called.$$"
for kind in SYS __NR; do
    sed -n "s/^#define ${kind}_\([a-z0-9_]*\) *__NR_\1\$/\1/p" lib/sys/syscall.h | sort | diff "${TMPDIR:-/tmp}/called.$$" - || wrong=1
done
rm -f "${TMPDIR:-/tmp}/called.$$"
[ -z "$wrong" ]
