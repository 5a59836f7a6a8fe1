# What is said about guests that die, at -O0 and -O1 (there registers, their uses and values are not compared), by mipster and
# by hypster, with -g and without; the source compiled by mipster itself; programs of gcc. deaths.txt is what comes out.
debug=$ROOT/tests/debug
cp "$debug"/deaths/*.c "$debug/list.c" .
say() { # title command…; in an environment that is the same everywhere: it lies on the guest's stack, and decides where that is full
    title=$1; shift
    echo "== $title"
    env -i ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} "$@" 2>&1 > /dev/null < /dev/null
    echo "status $?"
}
plain() { sed 's/0x\(000000[0-9a-f][0-9a-f]\)/\1/g; s/ = -*[0-9]\{4,\}/ = …/g; s/ = 0x[0-9a-f]\{8\}/ = 0x…/g; s/pc 0x[0-9a-f]*/pc 0x…/; s/address 0x[0-9a-f]\{8\}/address 0x…/; s/+0x[0-9a-f]*/+0x…/; s/is 0x[0-9a-f]*/is 0x…/; s/[0-9]* times more/… times more/; s/and [0-9]* more/and … more/; s/take [0-9]* bytes/take … bytes/; s/, [0-9]* bytes past/, … bytes past/; s/^  called from .* at <\(.*\)>:[0-9]*/  called from … at <\1>/' ; }
for source in *.c; do
    name=${source%.c} options=
    [ $name != limit ] || options='--max-insns 100000'
    "$STARC" -w -g -O0 -o "$name" "$source" || exit 1
    say "$name -O0 -g" "$MIPSTER" $options "$name" | plain
    say "$name -O0 -g" "$BUILD/hypster" --depth 2 $options "$name" | plain | sed 's/^hypster:/mipster:/' > hypster
    say "$name -O0 -g" "$MIPSTER" $options "$name" | plain | diff - hypster > differ || { echo "$name: under hypster otherwise"; cat differ; exit 1; }
    "$STARC" -w -g -O1 -o "$name" "$source" || exit 1
    say "$name -O1 -g" "$MIPSTER" $options "$name" | plain | sed '/^  [a-z]* = /d; s/^  [a-z]* [a-z0-9]*,[0-9-]*([a-z0-9]*) \([a-z]* [a-z]*\)/  … \1/; s/; [a-z][a-z0-9]*/; …/; s/: [a-z]* [a-z0-9,()-]*$/: …/'
done > said
for source in list.c recursion.c index.c assertion.c; do
    "$STARC" -w -O0 -o program $source || exit 1
    say "$source -O0" "$MIPSTER" program | plain
done >> said
say 'list.c compiled by mipster' "$MIPSTER" list.c | plain | grep -v '^  [lt]' >> said
diff "$debug/deaths.txt" said
