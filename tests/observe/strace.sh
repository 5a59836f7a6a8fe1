# --strace: what calls.c does, on every engine and at every depth; the same calls, arguments and results as qemu-mipsel
# sees; hypervisors with their switches; deaths.
fail() { echo "$*"; exit 1; }
here=$ROOT/tests/observe PATH=$BUILD:$PATH
starc -o calls "$here/calls.c" || exit 1
for command in 'mipster --engine step' 'mipster --engine interp' mipster hypster 'hypster --engine step' 'hypster --depth 3' 'mixter --depth 0 --slice 3'; do
    $command --strace=trace calls > output 2> messages
    [ $? = 3 ] && [ "$(cat output)" = done ] || fail "$command: $(cat messages)"
    diff "$here/calls.txt" trace || fail "$command"
done
# qemu-mipsel has other numbers for processes and prints addresses where bytes are.
rm -rf made folder
qemu-mipsel -strace calls 2> qemu > output 3>&-
sed 's/^[0-9]* //; s/errno=[0-9]*/E/; s/,/, /g; s/, )/)/' qemu | grep -v getpid | sed 's/^\(read\|write\)(\([0-9]*\), [^,]*,/\1(\2,/' > qemu.calls
sed 's/ = -1 E[A-Z]*/ = -1 E/; s/ = ?//; /^+++/d; s/^\(read\|write\)(\([0-9]*\), .*, \([0-9]*\))/\1(\2, \3)/' "$here/calls.txt" | grep -v getpid > our.calls
diff our.calls qemu.calls || fail 'qemu-mipsel sees other calls'

hypster --observe all --strace=trace calls > output
grep '^\[0/1\]' trace | sed 's/^\[0\/1\] //' | diff "$here/calls.txt" - || fail '--observe all'
grep -qE '^\[0\] switch\(0x[0-9a-f]* /\* 0/1 \*/, unlimited\) = 2 \(system call\)$' trace || fail 'no switch'
grep -qE '^\[0\] open\("calls", O_RDONLY\) = ' trace && grep -q '^\[0\] +++ exited with 3 +++$' trace || fail 'calls of the hypervisor'
hypster --stats --observe 0 --strace=trace calls > output 2> messages
[ "$(grep -vc -e '^switch' -e '^+++' trace)" = "$(sed -n 's/^mipster: .* \([0-9]*\) system calls.*/\1/p' messages)" ] || fail 'system calls of the hypervisor'
hypster --strace=trace --guest calls --guest calls calls > output
[ "$(grep -c '^\[0/[123]\] exit_group(3) = ?$' trace)" = 3 ] || fail 'three guests'

echo 'int main(void) { return *(int *)8; }' > dies.c && starc -o dies dies.c
mipster --strace dies > output 2>&1; [ $? = 139 ] && grep -q '^+++ killed by SIGSEGV +++$' output || fail 'SIGSEGV'
echo 'int main(int argc, char **argv) { return argc / (argc - 1); }' > divides.c && starc -o divides divides.c
mipster --strace divides > output 2>&1; [ $? = 136 ] && grep -q '^kill(1, SIGFPE) = ?$' output && grep -q '^+++ killed by SIGFPE +++$' output || fail 'SIGFPE'
echo 'int main(void) { for (;;) ; }' > loops.c && starc -o loops loops.c
mipster --strace --max-insns 1000000 loops > output 2>&1; [ $? = 124 ] && grep -q '^+++ ended by a limit +++$' output || fail 'limit'
exit 0
