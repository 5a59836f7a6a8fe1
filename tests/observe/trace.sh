# --trace: as many lines as instructions retire, the same on every engine and at every depth; the addresses are those of
# qemu-mipsel; what is read and written fits together from line to line; filters.
fail() { echo "$*"; exit 1; }
here=$ROOT/tests/observe PATH=$BUILD:$PATH
count() { grep -vc '^ *- 0x' "$1"; }
stats() { sed -n "s/^$1: \\([0-9]*\\) instructions, .*/\\1/p" messages | head -n 1; }
for flags in '' '-O0' '-march=mips32'; do
    starc $flags -g -o work "$here/work.c" || exit 1
    for engine in step interp jit; do
        mipster --engine $engine --stats --trace=trace.$engine work > output 2> messages
        [ $? = 4 ] || fail "$engine: status" "$(cat messages)"
        [ "$(count trace.$engine)" = "$(stats mipster)" ] || fail "$flags $engine: $(count trace.$engine) lines, $(stats mipster) instructions"
        cmp trace.step trace.$engine || fail "$engine: another trace"
    done
    # Another emulator goes the same way, from the first to the last instruction. It also comes to the slot of a likely branch
    # that is not taken, which is no instruction executed.
    qemu-mipsel -singlestep -d exec,nochain -D qemu.log work > output 2>&1
    sed -n 's/^Trace.*\[[0-9a-f]*\/\([0-9a-f]*\)\/.*/\1/p' qemu.log > qemu.pc
    awk 'function number(text,  n, i) { n = 0; for (i = 3; i <= length(text); i++) n = n * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1; return n }
        $1 == "-" { next }
        { if (likely && number($2) == last + 8) printf "%08x\n", last + 4
          print substr($2, 3); last = number($2); likely = $4 ~ /^b(eq|ne|eqz|nez|gez|gtz|lez|ltz)l$/ }' trace.step > trace.pc
    [ "$(wc -l < qemu.pc)" -gt 3000 ] && cmp qemu.pc trace.pc || fail "$flags: qemu-mipsel goes another way"
    # A machine that knows nothing but the trace: what is read, and overwritten, is what was written there last. Of memory
    # only where all is done in words, and not across system calls.
    awk -v words="$([ "$flags" = -march=mips32 ] || echo 1)" '
        function known(place, value) {
            if (place ~ /^\[/ && !words) return
            if (place in now && now[place] != value) { print $0 ": " place " was " now[place]; bad = 1; exit }
            checked++ }
        $1 == "-" { next }
        { whole = $0; bar = index(whole, " | "); is_call = $4 == "syscall"
          $0 = bar ? substr(whole, 1, bar) : whole
          for (i = 5; i <= NF; i++) if (split($i, part, "=") == 2) known(part[1], part[2])
          $0 = bar ? substr(whole, bar + 3) : ""
          for (i = 1; i + 3 <= NF && $i != "to"; i += 4) { known($i, $(i + 1)); now[$i] = $(i + 3) }
          if (is_call) for (place in now) if (place ~ /^\[/) delete now[place] }
        END { exit bad || checked < 5000 }' trace.step > replayed || fail "$flags: $(cat replayed)"
done

# Nested, by path; hypervisors have a trace too, and all together it is what mipster counts.
starc -g -o work "$here/work.c" && mipster --trace=alone work > output
for depth in 1 2 3; do
    hypster --depth $depth --trace=trace work > output || [ $? = 4 ] || fail "depth $depth: status"
    cmp alone trace || fail "depth $depth: another trace than on mipster"
    path=0$(printf '/1%.0s' $(seq $depth))
    hypster --depth $depth --observe $path --trace=trace work > output
    cmp alone trace || fail "--observe $path: another trace"
done
for engine in interp jit; do
    hypster --engine $engine --observe all --trace=all work > output
    awk '$1 == "0/1"' all | sed 's/^0\/1 //' | cmp - alone || fail "$engine: --observe all"
done
mixter --depth 0 --slice 7 --trace=trace work > output
cmp alone trace || fail 'mixter --depth 0'

# Filters choose lines and change nothing else.
mipster --trace=trace --trace-filter fib work > output
grep -E '^ *([0-9]+|-) 0x[0-9a-f]* fib(\+| )' alone | cmp - trace || fail '--trace-filter fib'
first=$(awk '{ print $2; exit }' trace)
mipster --trace=trace --trace-filter "add,$first-$(printf '0x%x' $((first + 16)))" work > output
awk -v first=$((first)) 'function number(text,  n, i) { for (i = 3; i <= length(text); i++) n = n * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1; return n }
    $3 ~ /^add($|\+)/ || (number($2) >= first && number($2) < first + 16)' alone | cmp - trace || fail '--trace-filter with a range'
mipster --trace --trace-filter add work 2>&1 > output | cmp - /dev/null > differs && fail '--trace to standard error'
exit 0
