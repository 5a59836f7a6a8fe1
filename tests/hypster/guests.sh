# Several guests at once, each with its own memory, limits and status; one that dies leaves the others unharmed.
here=$ROOT/tests/hypster failures=0
"$STARC" -o hello "$here/hello.c" && "$STARC" -o fill "$here/fill.c" || exit 1
wrong() { echo "$*"; cat output messages; failures=1; }
for command in "$MIPSTER" "$BUILD/hypster" "$BUILD/hypster --depth 2"; do
    for slice in 1000 77777; do
        $command --stats --slice $slice --max-insns 20000000 --memory 1100K --guest 'fill 1 3' --guest 'fill 2 1 touch 0x70000000' \
            --guest 'fill 3 1 loop' --guest 'hello 9 nine' --guest 'fill 4 2 write 0x400000' fill 5 3 > output 2> messages
        status=$?
        [ $status = 139 ] || wrong "$command: status $status"
        [ "$(sort output | tr '\n' ' ')" = '1: 0 2: 0 3: 0 4: 0 5: 0 9 nine ' ] || wrong "$command: another output"
        [ "$(grep -c 'guest [1-6], .* instructions, ' messages)" = 6 ] || wrong "$command: counts are missing"
        for said in 'guest 2, fill: status 139' 'guest 3, fill: status 124' 'guest 4, hello: status 9' 'guest 5, fill: status 139'; do
            grep -qF "$said" messages || wrong "$command: nothing says: $said"
        done
        grep 'guest [1-6], .* instructions, ' messages | sed 's/.*\(guest\)/\1/; s/ instructions.*//' | sort > counts.new
        [ -f counts ] || cp counts.new counts
        cmp -s counts counts.new || wrong "$command: other counts"
        $command --memory 500K --guest 'fill 1' hello > output 2> messages
        status=$?
        [ $status = 137 ] && grep -q 'guest 1, fill: status 137' messages || wrong "$command: status $status when memory runs out"
    done
done
exit $failures
