# What is seen is the same, byte for byte, on the reference, the interpreter and the translator: of towers, and of a
# hypervisor that does what it should not (tests/hypster/attack.c). And watching changes nothing for those who are watched.
fail() { echo "$*"; exit 1; }
PATH=$BUILD:$PATH image=$BUILD/mixter.elf
starc -g -o work "$ROOT/tests/observe/work.c" && starc -o attack "$ROOT/tests/hypster/attack.c" || exit 1
starc -o rewrites "$ROOT/tests/observe/rewrites.c" && mipsel-linux-gnu-as -march=mips32r2 -o rewrites.o "$ROOT/tests/observe/rewrites.s" &&
    mipsel-linux-gnu-ld -N -Ttext=0x410000 -o rewrites.elf rewrites.o || exit 1
for command in ./rewrites ./rewrites.elf "$image hypster work" "$image mixter --slice 99 work" "$image hypster --slice 111 --guest work work" \
    './attack' 'attack 50 50' 'attack 53 53' 'attack 54 54' 'attack 55 55' 'attack 57 57'; do
    mipster $command > expected 2> messages
    status=$?
    trace=--trace=trace
    case $command in ./* | $image*) trace= ;; esac # too long, or not to be run one by one
    for engine in step interp jit; do
        mipster --engine $engine --observe all $trace --strace=strace --profile profile --profile-format callgrind --timeline timeline $command > output 2> messages
        [ $? = $status ] && cmp expected output || fail "$engine: $command: status or output"
        for file in $([ -z "$trace" ] || echo trace) strace profile timeline; do
            [ $engine != step ] || mv $file $file.step
            [ $engine = step ] || cmp $file $file.step || fail "$engine: $command: another $file"
        done
    done
done
mipster --observe 0/2 --trace=trace rewrites > output && [ "$(grep -c '^ *[0-6] 0x0000100' trace)" = 4 ] && [ "$(grep -vc '^ *- ' trace)" = 7 ] || fail 'a guest in the block of another'
exit 0
