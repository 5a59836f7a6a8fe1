# A standard descriptor that is closed from the start is closed for the program, not some file of
# ours; what it opens gets the lowest free number.
cat > write.c <<'END'
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void say(int number, const char *text) {
    if (write(number, text, strlen(text)) < 0)
        _exit(number == 1 && errno == EBADF ? 3 : 4);
}

int main(int argc, char **argv) {
    char byte;
    if (argc > 1) {
        FILE *file = fopen(argv[1], "w");
        return file == NULL ? 1 : 10 + fileno(file);
    }
    if (read(0, &byte, 1) < 0)
        return errno == EBADF ? 2 : 1;
    say(1, "out\n");
    say(2, "err\n");
    return 0;
}
END
"$STARC" -O1 -o write write.c || exit 1
failures=0
try() { # status command…: closes what is in $closed
    want=$1; shift
    eval "\"\$@\" < /dev/null > out 2> err $closed"
    status=$?
    [ $status = "$want" ] || { echo "$* $closed: status $status, not $want"; failures=1; }
}
for run in "$MIPSTER" "$BUILD/hypster" qemu-mipsel; do
    closed= try 0 $run ./write
    closed='<&-' try 2 $run ./write
    closed='>&-' try 3 $run ./write
    closed='2>&-' try 4 $run ./write
    closed='<&- >&- 2>&-' try 2 $run ./write
    closed='>&- 2>&-' try 11 $run ./write file
    closed='2>&-' try 12 $run ./write file
    closed='<&- 2>&-' try 10 $run ./write file
done
# Messages of the compiler do not end up in what it writes.
echo 'int main(void) { int *p = 1; return *p == 0; }' > warns.c
"$STARC" -o with warns.c 2> err && [ -s err ] || { echo 'no warning'; failures=1; }
"$STARC" -o without warns.c <&- >&- 2>&-
cmp with without || failures=1
"$MIPSTER" "$MIXTER.elf" starc -o without warns.c <&- >&- 2>&-
cmp with without || failures=1
exit $failures
