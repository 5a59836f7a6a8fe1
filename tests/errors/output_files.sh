# Where the output goes: ordinary files are replaced as a whole, everything else is written as it is,
# and nothing but the output is touched or left behind. The same from the host and from a guest.
failures=0
wrong() { echo "$engine: $*"; failures=1; }
only() { # names…: the folder holds nothing else
    found=$(ls -A | tr '\n' ' ')
    [ "$found" = "$* " ] || wrong "in the folder: $found, not $*"
}
refused() { # pattern command…
    pattern=$1; shift
    "$@" > ../stdout 2> ../stderr && wrong "$*: not refused"
    grep -q -F -e "$pattern" ../stderr || { wrong "$*: said"; cat ../stderr; }
}
check() {
    rm -rf here && mkdir here && cd here || exit 1
    echo 'int main(void) { return 42; }' > x.c
    echo 'precious' > p.tmp; echo 'precious' > .mixter-0
    $compile -o p x.c || wrong 'no output'
    [ "$(cat p.tmp .mixter-0)" = "precious
precious" ] || wrong 'another file was overwritten'
    rm p.tmp .mixter-0
    only p x.c
    "$MIPSTER" p; [ $? = 42 ] || wrong 'the output does not run'

    # Links and what they lead to.
    echo old > target; ln -s target link; ln -s missing broken
    $compile -o link x.c || wrong 'link'
    [ -L link ] && cmp -s target p || wrong 'the target of a link'
    $compile -o broken x.c || wrong 'broken link'
    [ -L broken ] && cmp -s missing p || wrong 'the missing target of a link'
    rm -f link target broken missing

    # What is no ordinary file.
    mkfifo pipe
    timeout 60 cat pipe > ../through & # whatever the compiler does to the other end
    timeout 60 $compile -o pipe x.c || wrong 'pipe'
    wait
    [ -p pipe ] && cmp -s ../through p || wrong 'a pipe is written'
    rm pipe
    if mknod device c 1 3 2> /dev/null; then
        $compile -o device x.c || wrong 'device'
        [ -c device ] || wrong 'a device was replaced'
        rm -f device
    fi
    mkdir folder
    refused 'folder: Is a directory' $compile -o folder x.c
    refused '.: Is a directory' $compile -o . x.c
    refused 'x.c/y: Not a directory' $compile -o x.c/y x.c
    refused 'none/y: No such file or directory' $compile -o none/y x.c
    rmdir folder

    # Inputs, and others' files.
    for same in x.c ./x.c; do refused 'input file is the same' $compile -o $same x.c; done
    grep -q 'return 42' x.c || wrong 'the input was overwritten'
    if [ "$(id -u)" != 0 ]; then
        echo kept > kept; chmod 444 kept
        refused 'kept: Permission denied' $compile -o kept x.c
        [ "$(cat kept)" = kept ] || wrong 'a file without write permission was overwritten'
        rm -f kept
    fi
    echo 'int main(void) { return x; }' > bad.c
    cp p before
    refused "'x' undeclared" $compile -o p bad.c
    cmp -s p before || wrong 'a failed compilation changed the output'
    rm -f bad.c before

    # Standard output.
    $compile -o - x.c | cmp -s - p || wrong '-o -'
    $compile -o /dev/stdout x.c | cmp -s - p || wrong '-o /dev/stdout, a pipe'
    $compile -o /dev/stdout x.c > out; cmp -s out p || wrong '-o /dev/stdout, a file'
    refused 'standard output: Bad file descriptor' sh -c "$compile -o - x.c >&-"
    refused 'standard output: No space left on device' sh -c "$compile -o - x.c > /dev/full"
    refused 'standard output: No space left on device' sh -c "$compile -E x.c > /dev/full"
    refused 'standard output: No space left on device' sh -c "$compile --help > /dev/full"
    { $compile -S -o - x.c 2> ../stderr; echo $? > ../status; } | head -n 1 > ../stdout
    [ ! -s ../stderr ] || { wrong 'broken pipe: said'; cat ../stderr; }
    case $(cat ../status) in 0 | 141) ;; *) wrong "broken pipe: status $(cat ../status)" ;; esac
    rm -f out
    only p x.c
    cd ..
}
engine=host compile=$STARC check
engine=guest compile="$MIPSTER $BUILD/mixter.elf starc" check

# On the host, links that only it can see through.
engine=host
cd here || exit 1
ln x.c same.c; ln -s x.c soft.c
for same in same.c soft.c; do refused 'input file is the same' "$STARC" -o $same x.c; done
rm -f same.c soft.c
# Killed, out of file size or out of time: no temporary, and the output is the old or the new one.
cp p before
(ulimit -f 8; "$STARC" -o p x.c 2> ../stderr) && wrong 'more than ulimit -f'
grep -q 'File too large' ../stderr || { wrong 'ulimit -f: said'; cat ../stderr; }
for signal in INT TERM HUP; do
    for after in 0.001 0.002 0.003 0.004 0.005 0.006 0.008 0.010 0.012 0.015 0.02 0.03; do
        timeout -s $signal $after "$STARC" -o p x.c
        cmp -s p before || wrong "after SIG$signal the output is neither old nor new"
    done
done
rm before
only p x.c
# Several at once do not disturb each other.
for i in 1 2 3 4 5 6; do
    "$STARC" -o together x.c &
    "$STARC" -o p x.c &
done
wait
cmp -s p together || wrong 'several compilers at once'
rm -f together
only p x.c
exit $failures
