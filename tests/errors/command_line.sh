# Bad files and bad command lines: one clear message each, the right status, never a half-written output.
failures=0
expect() { # status pattern command...
    want=$1 pattern=$2; shift 2
    timeout 60 "$@" > stdout 2> stderr < /dev/null; status=$?
    if [ $status != "$want" ]; then echo "$*: status $status, not $want"; head -3 stderr; failures=1
    elif ! grep -q -e "$pattern" stderr; then echo "$*: no '$pattern' in:"; head -3 stderr; failures=1
    elif [ "$(wc -l < stderr)" -gt 12 ]; then echo "$*: too many lines: $(wc -l < stderr)"; failures=1
    fi
    [ ! -e out ] || { echo "$*: an output file was left behind"; rm -f out; failures=1; }
}
good='int main(void) { return 0; }'
echo "$good" > good.c
mkdir directory.c
expect 1 'missing.c: No such file or directory' "$STARC" -o out missing.c
expect 1 'irectory' "$STARC" -o out directory.c
expect 1 'No such file or directory' "$STARC" -o no/such/directory/out good.c
expect 1 'irectory' "$STARC" -o directory.c good.c
expect 1 'no input files' "$STARC" -o out
expect 1 '' "$STARC" -o
expect 1 'unrecognized\|unknown\|invalid' "$STARC" --nonsense -o out good.c
expect 1 'unrecognized' "$STARC" -Oquick -o out good.c
head -c 100000 "$STARC" > binary.c
expect 1 'binary.c: an executable or object file, not C source' "$STARC" -o out binary.c
[ "$(wc -l < stderr)" = 1 ] || { echo 'binary input: more than one line'; failures=1; }
printf '!<arch>\nfoo.o/' > library.a
expect 1 'library.a: damaged archive' "$STARC" -o out good.c library.a
head -c 200000 /dev/zero > zeros.c
expect 1 'zeros.c:1:1: error: null character in source text' "$STARC" -o out zeros.c
{ echo 'int main(void) {'; head -c 5000 "$STARC"; } > garbage.c
expect 1 'garbage.c:2:[0-9]*: error: null character' "$STARC" -o out garbage.c
[ "$(grep -c 'error: ' stderr)" = 1 ] || { echo 'garbage: more than one error'; failures=1; }
head -c 1000000 /dev/zero | tr '\0' 'x' > long.c
timeout 60 "$STARC" -o out long.c > stdout 2> stderr; status=$?
[ $status = 1 ] || { echo "long line: status $status"; failures=1; }
[ "$(wc -c < stderr)" -lt 20000 ] || { echo "long line: $(wc -c < stderr) bytes of messages"; failures=1; }
echo 'int main(void) { return x; }' > bad.c
echo precious > kept && "$STARC" -o kept bad.c 2> stderr
[ ! -e kept ] || [ "$(cat kept)" = precious ] || { echo 'a failed compilation left half of an output'; failures=1; }
"$STARC" -o out good.c > stdout 2> stderr || { echo 'good.c does not compile'; failures=1; }
[ -x out ] || { echo 'the output is not executable'; failures=1; }
[ ! -s stdout ] && [ ! -s stderr ] || { echo 'a good program gives messages'; failures=1; }
rm -f out
if [ -c /dev/full ]; then expect 1 'No space left' "$STARC" -o /dev/full good.c; fi
(cd directory.c && "$STARC" ../good.c) && [ -f directory.c/a.out ] || { echo 'no a.out without -o'; failures=1; }
printf '#include "x.h"\nint main(void) { return X - 3; }\n' > include.c
mkdir -p headers && echo '#define X Y' > headers/x.h
"$STARC" -I headers -DY=3 -o out include.c && "$MIPSTER" out || { echo '-I and -D'; failures=1; }
"$STARC" -Iheaders -D Y=3 -o out include.c && "$MIPSTER" out || { echo '-Idir and -D separate'; failures=1; }
printf -- '-o\nfromfile # comment\ngood.c\n' > response
"$STARC" @response && [ -f fromfile ] || { echo 'response file'; failures=1; }
"$STARC" -E -I headers -o preprocessed include.c
grep -q 'int main(void) { return Y - 3; }' preprocessed || { echo '-E -o'; failures=1; }
# What other compilers are given out of habit.
for option in -O -O2 -O3 -Os -Og -O9 -Ofast -g3 -ggdb -gdwarf-4 -fPIC -fno-strict-aliasing -fomit-frame-pointer \
    -fvisibility=hidden -ffunction-sections -mabi=32 -pthread -lm -lc -s -rdynamic -Wl,--gc-sections --param=x=1 \
    -std=iso9899:1999 -Wall -Wextra -Wno-unused -Wstrict-prototypes=2 -pedantic -ansi -pipe -static \
    -std=c89 -std=c99 -std=c11 -std=c17 -std=gnu89 -std=gnu99 -std=gnu11 -std=gnu17; do
    "$STARC" $option -o habit good.c 2> stderr && [ ! -s stderr ] || { echo "$option:"; cat stderr; failures=1; }
done
"$STARC" -O0 -o zero good.c; "$STARC" -O1 -o one good.c; "$STARC" -O2 -o two good.c
cmp one two || failures=1
! cmp -s zero two || { echo '-O2 is -O0'; failures=1; }
rm -f out
expect 1 'several files' "$STARC" -c good.c warns.c -o out
expect 1 'cannot find -lgood' "$STARC" good.c -lgood -o out
expect 1 "option '-shared'" "$STARC" -shared good.c -o out
expect 1 "option '-fsanitize=address' is not supported" "$STARC" -fsanitize=address good.c -o out
"$STARC" -o habit -fnonsense -fnonsense -mnonsense good.c 2> stderr
[ "$(grep -c "unknown option '-[fm]nonsense' is ignored" stderr)" = 2 ] || { echo 'unknown -f, -m'; cat stderr; failures=1; }
expect 1 "unrecognized option '--hlep'; did you mean '--help'?" "$STARC" --hlep
expect 1 "unrecognized option '-std=cstra'; did you mean '-std=cstar'?" "$STARC" -std=cstra good.c -o out
expect 1 "unrecognized option '-std=c31'" "$STARC" -std=c31 good.c -o out
echo 'int main(void) { int *p = 1; return p == 0; }' > warns.c
"$STARC" -w -Werror -o habit warns.c || { echo '-w -Werror'; failures=1; }
expect 1 'error: ' "$STARC" -Werror -o out warns.c
exit $failures
