# Limits that shells set: the machine starts with what it gets, or says which limit is too small; and every limit of its own
# holds from the beginning.
case $BUILD in *asan*) exit 0 ;; esac # a sanitizer needs address space itself
"$STARC" -o hello "$ROOT/examples/hello.c" && cp "$ROOT/examples/hello.c" source.c || exit 1
printf 'int main(void) { for (;;) {} }\n' > endless.c && "$STARC" -o endless endless.c || exit 1
failures=0
wrong() { echo "$*"; head -n 3 output; failures=1; }
starts() { # limit command…
    limit=$1; shift
    ( ulimit $limit && exec "$@" ) 2>&1 | cat > output; grep -q '^Hello from' output || wrong "ulimit $limit: $*"
}
for limit in '-v 4000000' '-v 2000000' '-v 300000' '-v 100000' '-f 100' '-f 0' '-n 64'; do
    starts "$limit" "$MIPSTER" hello
    starts "$limit" "$MIPSTER" source.c
    starts "$limit" "$BUILD/hypster" --depth 2 hello
done
starts '-v 300000' "$BUILD/mixter" --slice 100 hello
( ulimit -v 64000; exec "$STARC" -o small source.c ) > output 2>&1 && cmp -s small hello || wrong 'starc: ulimit -v 64000'
( ulimit -v 24000; exec "$MIPSTER" hello ) > output 2>&1
[ $? = 125 ] && [ "$(wc -l < output)" = 1 ] && grep -q 'ulimit -v.*KiB more' output || wrong 'mipster: ulimit -v 24000'
( ulimit -n 16; exec "$BUILD/hypster" --depth 2 hello ) > output 2>&1
[ $? = 125 ] && [ "$(wc -l < output)" = 1 ] && grep -q '(ulimit -n) is too small: each level needs 20' output || wrong 'hypster: ulimit -n 16'
( ulimit -n 40; exec "$BUILD/hypster" --depth 2 hello ) 2>&1 | grep -q '^Hello from' || wrong 'hypster: ulimit -n 40'
( ulimit -t 1; exec "$MIPSTER" endless ) > output 2>&1
[ $? = 124 ] && grep -q 'processor time (ulimit -t)' output || wrong 'mipster: ulimit -t 1'
# Translated code in little room is given up and made again.
"$MIPSTER" --code-cache 4M "$BUILD/mixter.elf" starc -o again source.c > output 2>&1 && cmp -s again hello || wrong 'mipster: --code-cache 4M'
# A program that does not arrive.
mkfifo pipe && { sleep 20 > pipe & } && "$MIPSTER" --timeout 0.2 pipe > output 2>&1
[ $? = 124 ] && grep -q 'limit of time reached' output || wrong 'mipster: --timeout, reading'
kill $! 2> /dev/null
exit $failures
