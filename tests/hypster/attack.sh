# What a hypervisor may do wrong is answered with an error or its own exception, the same on every level and by the
# reference; nothing beneath it takes harm.
here=$ROOT/tests/hypster image=$BUILD/mixter.elf failures=0
"$STARC" -o attack "$here/attack.c" || exit 1
try() { # name command…: the edges, and then the ways to die
    name=$1; shift
    "$@" attack > output 2> messages
    status=$?
    [ $status = 0 ] && cmp -s output "$here/attack.txt" || { echo "$name: status $status"; diff output "$here/attack.txt" | head -n 6; failures=1; }
    for number in 50 51 52 53 54 55 56 57; do
        "$@" attack $number $number > output 2> messages
        status=$?
        [ $status = 139 ] && [ "$(grep -c '^[^ ]' messages)" = 1 ] || { echo "$name: attack $number: status $status"; cat messages; failures=1; }
        sed 's/^[a-z]*: //' messages > message.$number.new
        [ -f message.$number ] || cp message.$number.new message.$number
        cmp -s message.$number message.$number.new || { echo "$name: attack $number: $(cat messages)"; failures=1; }
    done
}
try mipster "$MIPSTER"
try 'the reference' "$MIPSTER" --engine step
try 'depth 1' "$BUILD/hypster"
try 'depth 2' "$BUILD/hypster" --depth 2
try 'mipster on mipster' "$MIPSTER" "$image" mipster
try 'mipster on hypster' "$BUILD/hypster" "$image" mipster
exit $failures
