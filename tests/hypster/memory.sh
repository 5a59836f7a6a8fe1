# When memory runs out on a level, its guest ends with a message that says so, and that is all that happens: whichever level
# it is, and however much there was. A guest that has ended has given its frames back.
here=$ROOT/tests/hypster image=$BUILD/mixter.elf failures=0
"$STARC" -o hello "$here/hello.c" && "$STARC" -o fill "$here/fill.c" || exit 1
wrong() { echo "$*"; cat output messages | head -n 4; failures=1; }
# One level has little: so little that nothing runs, a bit more, and enough.
for kinds in hypster 'hypster hypster' 'mipster hypster' 'hypster mipster' 'hypster hypster hypster'; do
    level=0
    for limited in mipster $kinds; do
        ended=0 ran=0
        for size in ${SIZES:-0 8 64 120 300 700 9000}; do
            set -- "$MIPSTER"
            [ $level = 0 ] && set -- "$@" --memory ${size}K
            i=0
            for kind in $kinds; do
                set -- "$@" "$image" $kind
                i=$((i + 1))
                [ $i = $level ] && set -- "$@" --memory ${size}K
            done
            "$@" fill 7 > output 2> messages
            status=$?
            if [ $status = 0 ]; then
                ran=$((ran + 1))
                [ "$(cat output)" = '7: 0' ] && [ ! -s messages ] || wrong "$*: ends well"
            else # killed by its supervisor; or it was not started; or the supervisor itself found no memory and said so
                ended=$((ended + 1))
                case $status in 137 | 126 | 125) ;; *) wrong "$*: status $status" ;; esac
                [ "$(wc -l < messages)" = 1 ] && grep -q 'out of memory' messages && [ ! -s output ] || wrong "$*: status $status"
            fi
        done
        [ $ended != 0 ] && [ $ran != 0 ] || wrong "level $level of $kinds: $ended ended, $ran ran"
        level=$((level + 1))
    done
done
# Exactly as much as it is given.
for command in "$MIPSTER" "$BUILD/hypster" "$BUILD/hypster --depth 2"; do
    $command --stats --memory 400K fill > output 2> messages
    grep -q ', 100 frames, ' messages || wrong "$command: not 100 frames"
done
# Nor does it harm others: a hypervisor, or its guest, runs out of memory beside them.
for command in "$MIPSTER" "$BUILD/hypster" "$BUILD/hypster --depth 2"; do
    $command --memory 1500K --slice 5000 --guest 'fill 1 2' --guest "$image hypster --slice 100 --guest hello $image hypster --memory 8M fill" \
        --guest "$image hypster --memory 300K fill" fill 4 2 > output 2> messages
    status=$?
    [ $status != 0 ] && [ "$(sort output | tr '\n' ' ')" = '1: 0 4: 0 ' ] && [ "$(grep -c 'out of memory' messages)" = 2 ] || wrong "$command: a hypervisor beside others: status $status"
done
# Guests that each have most of the memory, one after the other.
set --
while [ $# -lt 30 ]; do set -- "$@" --guest 'fill 1'; done
"$MIPSTER" --stats --slice 1000000000 "$@" fill > output 2> messages
peak=$(sed -n 's/.* \([0-9]*\) KiB at the peak/\1/p' messages | sort -n | tail -n 1)
[ "$(grep -c '1: 0' output)" = 16 ] && [ "$peak" -lt 2000 ] || wrong "mipster: $peak KiB at the peak for one guest after the other"
for tower in "$image hypster" "$image mipster" "$image hypster $image hypster"; do
    "$MIPSTER" --memory 6M $tower --memory 2M --slice 1000000000 "$@" fill > output 2> messages
    status=$?
    [ $status = 0 ] && [ "$(grep -c '1: 0' output)" = 16 ] || wrong "$tower: guests do not give their memory back: status $status"
done
exit $failures
