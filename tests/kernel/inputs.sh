# Time and random numbers are inputs: recorded and replayed; with --digest they follow from the run. What start-up code of C
# libraries asks for is answered, the same at every depth.
hypster=$BUILD/hypster mixter=$BUILD/mixter failures=0
fail() { echo "$*"; failures=1; }
"$STARC" -o inputs "$ROOT/tests/kernel/inputs.c" || exit 1
cat > expected <<'END'
0 bad
-22 -14 -14 0
1 1 0 1000 1000 1
0 Linux mixter mips
0 8388608 0 8388608 0 4294967295 4294967295 0 256 -3 -22 -1
0 -11 -45 0 0 -22
0 0 0
END
for command in "$MIPSTER" "$MIPSTER --engine step" "$hypster" "$hypster --depth 2" "$mixter --slice 1000" "$MIPSTER $BUILD/mixter.elf mipster" "$MIPSTER --digest"; do
    $command inputs > output 2> messages; [ $? = 143 ] || fail "$command: not killed"
    diff expected output || fail "$command"
done
"$MIPSTER" inputs random > first 2> messages; "$hypster" inputs random > second 2> messages
cmp -s first second && fail 'random numbers repeat'
"$MIPSTER" --digest inputs random > first 2> messages
for command in "$hypster" "$hypster --depth 2" "$mixter --slice 77 --depth 2" "$MIPSTER --engine step" "$MIPSTER $BUILD/mixter.elf mipster"; do
    $command --digest inputs random > second 2> other
    cmp -s first second || fail "$command: --digest: another output"
    [ "$(sed -n 's/.*effects //p' messages)" = "$(sed -n 's/.*effects //p' other)" ] || fail "$command: another digest"
done
"$MIPSTER" --record recording inputs random > first 2> messages
for command in "$MIPSTER" "$hypster" "$mixter --slice 77 --depth 2" "$mixter verify --depth 2"; do
    $command --replay recording inputs random > output 2> messages || fail "replay by $command: $(cat messages)"
done
"$mixter" verify --schedules 2 inputs random > output 2> messages || fail "--schedules: $(cat messages)"
exit $failures
