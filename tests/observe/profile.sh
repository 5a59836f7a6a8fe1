# --profile: all formats add up to the count of --stats, and are what follows from the trace, which is checked on its own:
# instructions per function and, by addr2line, per line; calls; what calls cost; stacks after longjmp; callgrind_annotate.
fail() { echo "$*"; exit 1; }
here=$ROOT/tests/observe PATH=$BUILD:$PATH
stats() { sed -n "s/^$1: \\([0-9]*\\) instructions, .*/\\1/p" messages | head -n 1; }
addresses() { awk '/^calls=/ { getline; next } /^0x/ { n = $1; while (length(n) < 10) n = "0x0" substr(n, 3); print n, $3 }' "$1" | sort; }
functions() { awk '/^instructions? .* function$/ || / calls  function$/ { on = 1; next } on && NF < 5 { exit } on { print $6, $1 }' "$1" | sort; }
for flags in '-O0' '-O1' '-O1 -march=mips32'; do
    starc $flags -g -o work "$here/work.c" || exit 1
    mipster --stats --trace=trace work > output 2> messages
    total=$(stats mipster)
    for engine in step interp jit; do
        for format in text folded callgrind; do
            mipster --engine $engine --stats --profile $format.$engine --profile-format $format work > output 2> messages
            [ $? = 4 ] && [ "$(stats mipster)" = "$total" ] || fail "$engine: $(cat messages)"
            cmp $format.step $format.$engine || fail "$engine: another profile"
        done
    done
    [ "$(head -n 1 text.step)" = "work, context 0: $total instructions" ] || fail "$flags: $(head -n 1 text.step)"

    # Instructions: of functions, of lines; the list is sorted.
    grep -v '^ *- 0x' trace | awk '{ sub(/\+.*/, "", $3); n[$3]++ } END { for (f in n) print f, n[f] }' | sort > expected
    functions text.step | diff expected - || fail "$flags: functions"
    awk '/ calls  function$/ { on = 1; last = 1e18; next } on && NF < 5 { on = 0 } on { if ($1 > last) exit 1; last = $1 }' text.step || fail 'not sorted'
    grep -v '^ *- 0x' trace | awk '{ n[$2]++ } END { for (a in n) print a, n[a] }' | sort > addresses
    awk '{ print $1 }' addresses | mipsel-linux-gnu-addr2line -e work | sed 's/ (discriminator.*//' | paste -d ' ' addresses - |
        awk '$3 !~ /^\?/ { n[$3] += $2 } END { for (l in n) print l, n[l] }' | sort > expected
    awk '$3 == "line" { on = 1; next } on && $3 != "not" { print $3, $1 }' text.step | sort > lines
    diff expected lines || fail "$flags: lines"

    # Each instruction.
    addresses callgrind.step | diff - addresses || fail "$flags: instructions"

    # Stacks: a line for each, of names and a count; what a function has by itself is the sum of stacks that end with it.
    grep -vqE '^[^ ;]+(;[^ ;]+)* [1-9][0-9]*$' folded.step && fail "$flags: a folded stack is malformed"
    [ "$(sed 's/ .*//' folded.step | sort | uniq -d)" = '' ] || fail "$flags: a stack twice"
    sed 's/^.*;\([^;]*\)$/\1/' folded.step | awk '{ n[$1] += $2 } END { for (f in n) print f, n[f] }' | sort > stacks
    functions text.step | diff - stacks || fail "$flags: folded stacks"

    # Calls, known from the program; what main costs is all that is retired between its first and its last instruction.
    if [ "$flags" = -O0 ]; then
        for calls in 'fib 109' 'even 6' 'odd 6' 'deep 10' 'escape 2' 'add 8' 'scale 8' 'main 1' '_start 0'; do
            [ "$(awk -v name="${calls% *}" '$6 == name { print $5 }' text.step)" = "${calls#* }" ] || fail "$flags: not $calls calls"
        done
        grep -qE '^_start;__start_main;main;escape;deep;deep;deep;deep;deep;deep;longjmp [0-9]+$' folded.step || fail 'no stack of longjmp'
        grep -qE '^_start;__start_main;main;fib;fib;fib;fib;fib;fib;fib;fib;fib ' folded.step || fail 'no stack of fib'
    fi
    grep -E '(deep|escape|fib|even|longjmp);.*printf' folded.step && fail "$flags: calls that are over"
    grep -qE '^_start;__start_main;main;printf ' folded.step || fail "$flags: printf is not called by main"
    cost=$(awk '$3 ~ /^main($|\+)/ { if (!n++) first = $1; last = $1 } END { print last - first + 1 }' trace)
    [ "$(awk '$6 == "main" { print $3 }' text.step)" = "$cost" ] || fail "$flags: main does not cost $cost"
    [ "$(awk '$6 == "_start" { print $3 }' text.step)" = "$total" ] || fail "$flags: _start does not cost all"

    # callgrind: lines of code add up; annotated, functions are the same, alone and with what they call.
    awk '/^calls=/ { getline; next } /^0x/ { n += $3 } /^summary: / { summary = $2 } /^totals: / { totals = $2 }
        END { print n, summary, totals }' callgrind.step > sums
    [ "$(cat sums)" = "$total $total $total" ] || fail "$flags: callgrind: $(cat sums), not $total"
    callgrind_annotate --threshold=100 --auto=no --inclusive=yes callgrind.step > annotated 2> warnings
    [ ! -s warnings ] || fail "$flags: $(cat warnings)"
    awk '/ calls  function$/ { on = 1; next } on && NF < 5 { exit } on { print $6, $3 }' text.step | sort > expected
    sed -n 's/^ *\([0-9,]*\) ([ 0-9.]*%)  [^ ]*:\([^: ]*\)\( .*\)*$/\2 \1/p' annotated | tr -d , | sort -k 1,1 -k 2,2nr |
        awk '$1 != last { print; last = $1 }' > inclusive # a function with parts from other files has more than one line
    join expected inclusive | awk '$2 != $3 { print; bad = 1 } END { exit bad || NR < 20 }' || fail "$flags: callgrind_annotate"
    callgrind_annotate --auto=no callgrind.step | awk '/file:function/ { getline; getline; print; exit }' | grep -q ":$(awk '/ calls  function$/ { getline; print $6; exit }' text.step)" ||
        fail "$flags: callgrind_annotate has another function first"
done

# What compilers hardly make; the same in memory that may be written, where nothing is executed in one go.
mipsel-linux-gnu-as -march=mips32r2 -o likely.o "$here/likely.s" || exit 1
for flags in '' -N; do
    mipsel-linux-gnu-ld $flags -Ttext=0x410000 -o likely likely.o || exit 1
    for engine in step interp jit; do
        mipster --engine $engine --stats --trace=trace likely 2> messages
        [ $? = 4 ] || fail "likely: status $?"
        mipster --engine $engine --profile text likely
        mipster --engine $engine --profile folded --profile-format folded likely
        mipster --engine $engine --profile callgrind --profile-format callgrind likely
        grep -v '^ *- 0x' trace | awk '{ n[$2]++ } END { for (a in n) print a, n[a] }' | sort > expected
        addresses callgrind | diff - expected || fail "likely $flags, $engine: instructions"
        grep -v '^ *- 0x' trace | awk '{ sub(/\+.*/, "", $3); n[$3]++ } END { for (f in n) print f, n[f] }' | sort > expected
        functions text | diff expected - && [ "$(stats mipster)" = "$(awk '{ n += $2 } END { print n }' expected)" ] || fail "likely $flags, $engine: functions"
        printf '%s\n' '__start 34' '__start;last 14' '__start;last;leaf 5' '__start;leaf 30' | diff - folded || fail "likely $flags, $engine: stacks"
    done
done

# By path, at any depth; of hypervisors too.
starc -g -o work "$here/work.c"
mipster --profile alone work > output
for depth in 1 2 3; do
    hypster --depth $depth --profile profile work > output
    sed '1s/context [0-9/]*/context 0/' profile | cmp alone - || fail "depth $depth: another profile than on mipster"
done
hypster --stats --observe all --profile profile --profile-format folded work > output 2> messages
awk -F '[];[]' '{ n[$2] += $NF } END { for (p in n) print p, n[p] }' profile | awk '{ n[$1] = $2 } END { print n["0"], n["0/1"] }' > /dev/null
own=$(sed -n 's/^\[0\].* \([0-9]*\)$/\1/p' profile | awk '{ n += $1 } END { print n }') guest=$(sed -n 's/^\[0\/1\].* \([0-9]*\)$/\1/p' profile | awk '{ n += $1 } END { print n }')
calls=$(sed -n 's/^hypster: .* \([0-9]*\) system calls.*/\1/p' messages)
[ "$guest" = "$(stats hypster)" ] && [ $((own + guest - calls)) = "$(stats mipster)" ] || fail "hypervisor $own, guest $guest: $(cat messages)"
mixter --depth 0 --slice 11 --profile profile work > output
cmp alone profile || fail 'mixter --depth 0'
# What a mixter's own emulator has executed is not seen from below, and it says so.
mixter --slice 100 --stats --profile profile work > output 2> messages
seen=$(sed -n '1s/.*: \([0-9]*\) instructions$/\1/p' profile) more=$(sed -n '2s/^and \([0-9]*\) more .*/\1/p' profile)
[ $((seen + more)) = "$(stats mixter)" ] && grep -q "$more instructions were emulated by its supervisor" messages || fail "mixter: $seen and $more of $(stats mixter)"
exit 0
