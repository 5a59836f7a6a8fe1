# What a call reads from the guest is mapped by the kernel if nothing has touched it before, and a replay, which does not serve
# the call, maps it too: all kinds of calls. A replay ends where the recording has ended within a call.
hypster=$BUILD/hypster mixter=$BUILD/mixter failures=0
fail() { echo "$*"; failures=1; }
calls=$PWD/calls
"$STARC" -o calls "$ROOT/tests/kernel/replay.c" || exit 1
replays() { # name arguments…: what was recorded, everywhere
    name=$1; shift
    for command in "$MIPSTER" "$hypster" "$mixter --slice 20 --depth 2"; do
        $command --replay recording "$@" > output 2> messages && grep -q ': equal to the recording' messages || fail "$name by $command: $(cat messages)"
        [ ! -s output ] || fail "$name by $command prints"
    done
}
which=0
while :; do
    rm -rf files; mkdir files; cd files || exit 1
    case $which in 12) ;; 13) mkdir file ;; *) echo contents > file ;; esac
    "$MIPSTER" --strace=../calls.$which --record ../recording "$calls" $which > ../output 2> ../messages < /dev/null || true
    cd .. || exit 1
    grep -q '^exit_group(1000)' calls.$which && break # no such call
    [ ! -s messages ] || fail "call $which: $(cat messages)"
    replays "$(head -n 1 calls.$which)" "$calls" $which
    which=$((which + 1))
done
[ $which = 24 ] || fail "$which calls, not 24"
cat calls.? calls.?? | sed -n 's/(.*//p' | sort -u > names
[ "$(grep -c . names)" = 22 ] || fail "not all kinds: $(tr '\n' ' ' < names)"

# Ends within a call: a pipe that nobody reads, and a limit.
(trap '' PIPE; sleep 0.2; "$MIPSTER" --record recording "$calls" 0 2> messages; echo $? > status) | :
[ "$(cat status)" = 141 ] || fail "no SIGPIPE: status $(cat status)"
replays 'the end by SIGPIPE' "$calls" 0
"$MIPSTER" --max-output 2 --record recording "$calls" 0 > output 2> messages; [ $? = 124 ] || fail 'no limit'
replays 'the end by a limit' "$calls" 0
exit $failures
