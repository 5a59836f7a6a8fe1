# Statuses and messages of the innermost guest pass through all levels, once. (What explains them is indented.)
here=$ROOT/tests/hypster failures=0
"$STARC" -o hello "$here/hello.c" && "$STARC" -o fill "$here/fill.c" || exit 1
echo garbage > garbage; mkdir -p folder
expect() { # status text command…
    status=$1 text=$2; shift 2
    "$@" > output 2> messages < /dev/null
    got=$?
    lines=1; [ -z "$text" ] && lines=0
    [ $got = "$status" ] && [ "$(grep -vc '^  ' messages)" = $lines ] && grep -qF -e "$text" messages || [ $lines$got = "0$status" ] ||
        { echo "$*: status $got, expected $status; '$(cat messages)', expected '$text'"; failures=1; }
}
for depth in 1 2 3; do
    h="$BUILD/hypster --depth $depth"
    expect 0 '' $h hello
    expect 200 '' $h hello 200
    expect 139 'fill: page fault: cannot read address 0x70000000' $h fill 1 1 touch 0x70000000
    expect 139 'fill: page fault: cannot write address 0x00400000' $h fill 1 1 write 0x400000
    expect 139 'cannot read kernel address 0x80000000' $h fill 1 1 touch 0x80000000
    expect 135 'cannot read misaligned address 0x00400002' $h fill 1 1 touch 0x400002
    expect 124 'limit of instructions reached' $h --max-insns 500000 fill 1 1 loop
    expect 137 'fill: out of memory' $h --memory 200K fill
    expect 137 'hello: out of memory' $h --memory 0 hello
    expect 127 'nowhere: no such file' $h nowhere
    expect 126 'garbage: not an ELF file' $h garbage
    expect 126 'folder: is a directory' $h folder
    expect 125 'no program given' $h
    expect 125 "unknown option '--dept'; did you mean '--depth'?" $h --dept 2 hello
    expect 125 "bad value '0' of option '--depth'" $h --depth 0 hello
    expect 125 "bad value '0' of option '--slice'" $h --slice 0 hello
    expect 125 "bad value ' ' of option '--guest'" $h --guest ' '
done
expect 124 'limit of time reached' "$BUILD/hypster" --timeout 1 fill 1 1 loop
expect 125 'this machine has no clock' "$MIPSTER" "$BUILD/mixter.elf" hypster --timeout 1 hello
expect 125 'the machine beneath has no switch' qemu-mipsel "$BUILD/mixter.elf" hypster hello
exit $failures
