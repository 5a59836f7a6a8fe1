# However the time of a level is sliced, one level at a time: same output, status and count of instructions of the guest,
# and of all hypervisors together.
here=$ROOT/tests/hypster image=$BUILD/mixter.elf failures=0
"$STARC" -o hello "$here/hello.c" || exit 1
counts() { grep -oE '^(mip|hyp)ster: [0-9]+ instructions' messages | sort | tr '\n' ' '; }
try() { # name command…
    name=$1; shift
    "$@" hello 5 five > output 2> messages
    status=$?
    [ $status = 5 ] && [ "$(tr '\n' ' ' < output)" = '5 five ' ] || { echo "$name: status $status"; cat messages; failures=1; }
}
guest=$("$MIPSTER" --stats hello 5 five 2>&1 > output | grep -oE '[0-9]+ instructions')
for slice in ${SLICES:-1 2 3 5 7 11 64 1000 1000000}; do
    for depth in ${DEPTHS:-1 2 3 4}; do
        for level in $(seq 0 $depth); do
            set --
            for i in $(seq 0 $depth); do
                [ $i = 0 ] && set -- "$MIPSTER" || set -- "$@" "$image" hypster
                [ $i = $depth ] && set -- "$@" --stats
                [ $i = $level ] && set -- "$@" --slice $slice
            done
            try "slices of $slice on level $level of $depth" "$@"
            grep -q "^hypster: $guest," messages || { echo "slices of $slice on level $level of $depth: $(cat messages)"; failures=1; }
        done
    done
    try "slices of $slice beneath a hypervisor" "$MIPSTER" --stats --slice $slice "$image" hypster
    counts > counts.new
    [ -f counts ] || cp counts.new counts
    cmp -s counts counts.new || { echo "slices of $slice change the hypervisor's count: $(cat counts.new), not $(cat counts)"; failures=1; }
done
# The low word of this one is 0.
try 'slices of 2^32' timeout 60 "$BUILD/hypster" --slice 4294967296
exit $failures
