# The same for floating numbers in the unit of mips32: arguments and variables in its registers, in all frames (values.sh).
cp "$ROOT"/tests/debug/floating.c .
for flags in '-O1 -march=mips32' '-O0 -march=mips32'; do
    "$STARC" -g $flags -o floating floating.c || exit 1
    port=$((20000 + ($$ + 11) % 20000)) level=${flags#-O} level=${level%% *}
    qemu-mipsel -g $port floating > /dev/null 2>&1 & qemu=$!
    timeout 100 gdb-multiarch -nx -batch -iex 'set debuginfod enabled off' -ex 'file floating' -ex "set \$level=$level" \
        -ex 'set $steps=700' -ex "target remote localhost:$port" -x "$ROOT/tests/debug/values.py" < /dev/null > session 2>&1
    kill $qemu 2> /dev/null
    echo "$flags: $(grep '^RESULT' session)"
    awk '/^RESULT/ { sub(/^RESULT /, ""); found = $1 > 100 && $3 > 100 && $6 > 300 && / 0 wrong$/ } END { exit !found }' session ||
        { grep '^WRONG\|rror' session | cut -c1-400 | head -8; tail -n 3 session; exit 1; }
done
