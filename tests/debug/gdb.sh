# gdb on qemu-mipsel understands what -g says: a session at -O0 and at -O1, as it is written in session.O.
debug=$ROOT/tests/debug
cp "$debug/list.c" .
for level in 0 1; do
    "$STARC" -g -O$level -o list list.c || exit 1
    port=$((20000 + ($$ + level) % 20000))
    qemu-mipsel -g $port list > /dev/null 2>&1 & qemu=$!
    timeout 60 gdb-multiarch -nx -batch -iex 'set debuginfod enabled off' -ex "file list" \
        -ex "target remote localhost:$port" -x "$debug/session.gdb" < /dev/null > session 2>&1
    kill $qemu 2> /dev/null
    grep -v '^\[\|debuginfod\|^Current directory\|^Compilation dir\|^Remote debugging\|^warning: remote target' session |
        sed "s,0x[0-9a-f]*,0x…,g; s,+[0-9]*>,+…>,; s,$PWD/,,g" > session.$level
    diff "$debug/session.$level" session.$level || { echo "gdb says otherwise at -O$level"; exit 1; }
done
