# The hypervisor that was written from docs/machine.md: programs on it, it on itself, preempted after every instruction,
# with every budget, on all levels.
here=$ROOT/tests/hypster failures=0
"$STARC" -o hello "$here/hello.c" && "$STARC" -o tiny "$here/tiny.c" || exit 1
[ "$(wc -l < "$here/tiny.c")" -lt 125 ] || { echo 'tiny is not tiny any more'; failures=1; }
# Without arguments, whose place is not the same, the guest's count is that on mipster.
"$MIPSTER" tiny 0 hello > output 2> counts
count=$(env -i "$MIPSTER" --stats hello 2>&1 > output | sed -n 's/^mipster: \([0-9]*\) instructions.*/\1/p')
[ "$count" = "$(cat counts)" ] || { echo "$(cat counts) instructions, not $count"; failures=1; }
"$MIPSTER" tiny 0 hello 5 five > output 2> counts
count=$(cat counts)
try() {
    "$@" hello 5 five > output 2> counts
    status=$?
    [ $status = 5 ] && [ "$(tr '\n' ' ' < output)" = '5 five ' ] && [ "$(head -n 1 counts)" = "$count" ] ||
        { echo "$*: status $status, $(head -n 1 counts) instructions, not $count"; failures=1; }
}
try "$MIPSTER" tiny 0
try "$MIPSTER" --engine step tiny 0
for slice in 1 2 3 5 7 11 64 1000 1000000; do
    try "$MIPSTER" tiny $slice
    try "$MIPSTER" --slice $slice tiny 0
    try "$MIPSTER" --slice $slice tiny 7
done
try "$MIPSTER" --engine step --slice 1 tiny 1
try "$MIPSTER" tiny 0 tiny 0
two=$(tail -n 1 counts)
for slice in ${SLICES:-1 2 3 64 1000}; do
    try "$MIPSTER" tiny 0 tiny $slice
    try "$MIPSTER" tiny $slice tiny 0
    [ "$(tail -n 1 counts)" = "$two" ] || { echo "tiny $slice tiny 0: $(tail -n 1 counts) instructions, not $two"; failures=1; }
    try "$MIPSTER" --slice $slice tiny 0 tiny 0
    [ "$(tail -n 1 counts)" = "$two" ] || { echo "--slice $slice tiny 0 tiny 0: $(tail -n 1 counts) instructions, not $two"; failures=1; }
done
try "$MIPSTER" tiny 10007 tiny 1009 tiny 101
try "$BUILD/hypster" tiny 5
try "$BUILD/hypster" --slice 101 tiny 50 tiny 100
try "$BUILD/hypster" --depth 2 tiny 0 tiny 1
try "$MIPSTER" "$BUILD/mixter.elf" mipster tiny 0 tiny 50
for program in language/setjmp_longjmp language/struct_values lib/sort lib/string language/null_dereference; do
    source=$ROOT/tests/$program.c want=0
    [ -f "${source%.c}.status" ] && want=$(cat "${source%.c}.status")
    "$STARC" -o program "$source" || exit 1
    for slice in 0 1009; do
        "$MIPSTER" tiny $slice program > output 2> messages
        status=$?
        [ $status = "$want" ] && cmp -s output "${source%.c}.out" || { echo "tiny $slice $program: status $status"; failures=1; }
    done
done
exit $failures
