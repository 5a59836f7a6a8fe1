# --max-output and --stdin-limit: exact to the byte, at every depth, whichever descriptor is used; replayed as any other end.
hypster=$BUILD/hypster mixter=$BUILD/mixter failures=0
fail() { echo "$*"; failures=1; }
cat > copy.c <<'END'
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

// copy SIZE: standard input to standard output, SIZE bytes at once; copy SIZE FILE: to a file; copy SIZE again: by a second descriptor.
int main(int argc, char **argv) {
    static char buffer[100000];
    int out = argc > 2 && argv[2][0] != 'a' ? open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0666) : 1;
    int in = argc > 2 && argv[2][0] == 'a' ? open("/dev/stdin", O_RDONLY) : 0;
    for (int size; (size = (int)read(in, buffer, (unsigned)atoi(argv[1]))) != 0;)
        if (size < 0 || write(out, buffer, (unsigned)size) != size)
            return 1;
    return 7;
}
END
"$STARC" -O1 -o copy copy.c || exit 1
seq 1 100000 | head -c 200000 > input
ends() { # status text bytes command…
    want=$1 text=$2 bytes=$3; shift 3
    "$@" < input > output 2> messages
    status=$?
    [ $status = "$want" ] && { [ -z "$text" ] || grep -q "^[a-z]*: copy: $text, pc 0x" messages; } &&
        [ "$(wc -c < output)" = "$bytes" ] && head -c "$bytes" input | cmp -s - output ||
        fail "$*: status $status, $(wc -c < output) bytes, $(cat messages)"
}
for command in "$MIPSTER" "$MIPSTER --engine step" "$hypster" "$hypster --depth 2" "$mixter --slice 100" "$MIPSTER $BUILD/mixter.elf mipster"; do
    ends 7 '' 200000 $command --max-output 200000 --stdin-limit 200000 copy 1000
    ends 124 'limit of output reached (--max-output)' 199999 $command --max-output 199999 copy 1000
    ends 124 'limit of output reached (--max-output)' 0 $command --max-output 0 copy 1000
    ends 124 'limit of input reached (--stdin-limit)' 199999 $command --stdin-limit 199999 copy 77
    ends 124 'limit of input reached (--stdin-limit)' 0 $command --stdin-limit 0 copy 77
    ends 124 'limit of input reached (--stdin-limit)' 70000 $command --stdin-limit 70000 copy 90000 again
    ends 124 'limit of output reached (--max-output)' 70001 $command --max-output 70001 copy 90000 again
    ends 124 'limit of output reached (--max-output)' 0 $command --max-output 1K copy 600 file
    [ "$(wc -c < file)" = 1024 ] || fail "$command: $(wc -c < file) bytes in a file"
done
# Recorded and replayed, also where the option is not repeated.
for limit in '--max-output 1234' '--stdin-limit 1234'; do
    "$MIPSTER" $limit --record recording copy 100 < input > output 2> messages; [ $? = 124 ] || fail "recording: $(cat messages)"
    for command in "$MIPSTER" "$MIPSTER $limit" "$hypster $limit" "$mixter --slice 10 --depth 2"; do
        $command --replay recording copy 100 < /dev/null > output 2> messages || fail "replay by $command: $(cat messages)"
    done
done
exit $failures
