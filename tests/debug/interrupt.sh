# A program that is interrupted (Ctrl-C) is told where it stood, as --timeout tells it, and ends by the signal; in a
# tower it is the place in the program on top, unless that is not to be had: while it waits. Files of observers and counts are complete.
fail() { echo "$*"; cat messages; exit 1; }
cat > loop.c <<'END_OF_SOURCE'
int write(int, const char *, unsigned);
__attribute__((noinline)) static void spin(void) {
    for (;;)
        ;
}
int main(void) {
    write(1, "ready\n", 6);
    spin();
}
END_OF_SOURCE
printf '%s\n' 'int write(), getchar(void); int main(void) { write(1, "ready\n", 6); return getchar(); }' > waits.c
"$STARC" -w -g -o loop loop.c && "$STARC" -w -g -o waits waits.c || exit 1
# A shell starts what is in the background with SIGINT ignored.
interrupt() { # signal command…: once it is ready; its messages
    signal=$1; shift
    rm -f output
    env --default-signal=INT "$@" < "${input:-/dev/null}" > output 2> messages &
    until [ -s output ] || ! kill -0 $!; do sleep 0.05; done
    sleep 0.1
    kill -$signal $!; wait $!
    [ $? = $([ $signal = INT ] && echo 130 || echo 143) ] || fail "$*: status $?"
}
place='pc 0x[0-9a-f]* in spin at loop.c:3$'
for engine in jit interp step; do
    interrupt INT "$MIPSTER" --engine $engine loop
    grep -q "^mipster: loop: interrupted (SIGINT), $place" messages && grep -q '^  called from main at loop.c:8$' messages || fail $engine
done
interrupt TERM "$MIPSTER" --stats loop
grep -q "^mipster: loop: terminated from outside (SIGTERM), $place" messages || fail terminated
"$MIPSTER" --stats --max-insns 100000000 loop 2>&1 | grep -q ' 5 slices, 1 system call' || fail 'the looks are counted'
for command in 'hypster' 'hypster --depth 2' mixter; do
    interrupt INT "$BUILD"/$command loop
    grep -q "^${command%% *}: loop: interrupted (SIGINT), $place" messages && grep -q '^  called from main at loop.c:8$' messages || fail "$command"
done
"$BUILD/hypster" --timeout 1 loop > output 2> messages
[ $? = 124 ] && grep -q "^hypster: loop: limit of time reached (--timeout), $place" messages || fail 'hypster --timeout'
input=/dev/null; sleep 2 | "$BUILD/hypster" --timeout 0.5 waits > output 2> messages
[ $? = 124 ] && [ "$(cat messages)" = 'hypster: waits: limit of time reached (--timeout)' ] || fail 'hypster --timeout, waiting'
interrupt INT "$MIPSTER" --strace=calls loop
grep -q "^mipster: loop: interrupted (SIGINT), $place" messages || fail 'with an observer'
interrupt INT "$BUILD/hypster" --profile=profile loop
grep -q "^hypster: loop: interrupted (SIGINT), $place" messages && grep -q ' main (loop.c:6)' profile || fail 'with an observer, under a hypervisor'
mkfifo silence && { sleep 20 > silence & } && silent=$! input=silence && interrupt INT "$MIPSTER" waits
kill $silent
grep -q 'interrupted (SIGINT), pc .* in read at' messages && grep -q '  called from main at waits.c:1' messages || fail 'while it waits'
rm output
(trap '' INT; exec "$MIPSTER" loop) > output 2> messages &
until [ -s output ]; do sleep 0.05; done
kill -INT $!; sleep 0.2; kill -0 $! || fail 'a signal that is ignored is not'
kill -TERM $!; wait $!
[ $? = 143 ] || fail 'in the background'
