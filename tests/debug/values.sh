# At every instruction, delay slots, prologues and epilogues included, gdb finds all frames on the way back to main, and
# what it shows in them is right or "optimized out" (values.py says how that is checked), in code of every kind of frame.
cp "$ROOT"/tests/debug/values.c .
for flags in -O1 -O0 '-O1 -march=mips32'; do
    "$STARC" -g $flags -o values values.c || exit 1
    port=$((20000 + ($$ + 7) % 20000)) level=${flags#-O} level=${level%% *}
    qemu-mipsel -g $port values > /dev/null 2>&1 & qemu=$!
    timeout 100 gdb-multiarch -nx -batch -iex 'set debuginfod enabled off' -ex 'file values' -ex "set \$level=$level" \
        -ex 'set $steps=2600' -ex "target remote localhost:$port" -x "$ROOT/tests/debug/values.py" < /dev/null > session 2>&1
    kill $qemu 2> /dev/null
    echo "$flags: $(grep '^RESULT' session)"
    # Many of the values have to be there, or nothing was checked.
    awk '/^RESULT/ { sub(/^RESULT /, ""); found = $1 > 2200 && $3 > 4000 && $6 > 900 && / 0 wrong$/ } END { exit !found }' session ||
        { grep '^WRONG\|rror' session | cut -c1-400 | head -8; tail -n 3 session; exit 1; }
done
