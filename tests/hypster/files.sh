# Every guest has its own limit of open files, whatever the others have open, and at every depth: a hypervisor raises its own
# limit first. If the host has fewer, they are shared equally.
here=$ROOT/tests/hypster image=$BUILD/mixter.elf failures=0
"$STARC" -o files "$here/files.c" || exit 1
expect() { # count line command…: so many guests print that line
    count=$1 line=$2; shift 2
    "$@" > output 2> messages
    status=$?
    [ $status = 0 ] && [ "$(grep -cxF "$line" output)" = "$count" ] && [ "$(wc -l < output)" = "$count" ] ||
        { echo "$*: status $status"; head -n 4 output messages; failures=1; }
}
own='limit 256: 253 files, error 24, 0 bad'
for command in "$MIPSTER" "$BUILD/hypster" "$BUILD/hypster --depth 2" "$BUILD/hypster --depth 3" "$BUILD/hypster $image mipster" \
    "$MIPSTER $image mipster" "$MIPSTER $image mipster $image hypster"; do
    expect 1 "$own" $command files
    expect 4 "$own" $command --slice 1000 --guest files --guest files --guest files files
    expect 1 'limit 1000: 997 files, error 24, 0 bad' $command files 1000
    expect 1 'limit 10: 7 files, error 24, 0 bad' $command files 10
done
# One of four raises its limit, at the cost of nobody.
$BUILD/hypster --slice 500 --guest files --guest 'files 700' --guest files files > output
[ "$(grep -cxF "$own" output)" = 3 ] && grep -qxF 'limit 700: 697 files, error 24, 0 bad' output || { echo 'a higher limit:'; cat output; failures=1; }
# (Only a limit that cannot be raised any more is one.)
few() { (ulimit -n "$1"; shift; exec "$@"); }
expect 4 'limit 100: 97 files, error 24, 0 bad' few 416 "$MIPSTER" --slice 100 --guest files --guest files --guest files files
expect 4 'limit 96: 93 files, error 24, 0 bad' few 416 "$BUILD/hypster" --slice 100 --guest files --guest files --guest files files
expect 4 'limit 92: 89 files, error 24, 0 bad' few 416 "$BUILD/hypster" --depth 2 --slice 100 --guest files --guest files --guest files files
few 416 "$BUILD/hypster" files 1000 > output
printf 'limit 1000: error 1\nlimit 256: 253 files, error 24, 0 bad\n' | cmp -s - output || { echo 'a limit that is too high:'; cat output; failures=1; }
exit $failures
