# A stranger's program names the source text that messages show: only ordinary files are read, and with --files only those that
# the program could read itself, whatever the depth.
hypster=$BUILD/hypster mixter=$BUILD/mixter failures=0
fail() { echo "$*"; failures=1; }
mkdir -p inside/sub outside
secret=$PWD/outside/secret
echo 'the secret line' > outside/secret
echo 'the line within' > inside/sub/within
ln -s "$secret" inside/link
ln -s ../outside/secret inside/up
mkfifo inside/pipe
program() { # name of the source file: a program that dies on its line 1
    printf '#line 1 "%s"\nint main(void) { return *(volatile int *)0; }\n' "$1" > program.c
    "$STARC" -g -o program program.c || exit 1
}
shows() { # text|- command…: which line is shown, if any
    want=$1; shift
    "$@" program > output 2> messages; status=$?
    [ $status = 139 ] || fail "$*: status $status"
    grep -q 'address 0x00000000' messages || fail "$*: $(cat messages)"
    shown=$(sed -n 's/^ *1 | //p' messages)
    [ "$shown" = "$want" ] || fail "$name, $*: '$shown', not '$want'"
}
for name in "$secret" outside/secret inside/link inside/up; do
    program "$name"
    for command in "$MIPSTER" "$hypster" "$hypster --depth 2" "$mixter --slice 100"; do
        shows 'the secret line' $command
        shows 'the secret line' $command --files read
        shows '' $command --files none
        shows '' $command --files inside
    done
done
for name in sub/within /sub/within ../sub/within; do
    program "$name"
    for command in "$MIPSTER" "$hypster --depth 2" "$mixter --slice 100"; do
        shows 'the line within' $command --files inside
        shows '' $command
    done
done
exec 8<> inside/pipe
echo 'the line in the pipe' >&8
for name in inside/pipe inside /dev/tty /dev/zero /proc/self/environ /dev/stdin inside/sub; do
    program "$name"
    for command in "$MIPSTER" "$hypster --depth 2"; do shows '' timeout 20 $command < outside/secret; done
done
# The program that is given is the user's.
printf 'int main(void) { return *(volatile int *)0; }\n' > own.c
"$MIPSTER" --files none own.c 2>&1 | grep -q '1 | int main' || fail 'own source is not shown'

# The same for profiles, and where a tower is ended.
printf '#line 1 "%s"\nint main(void) { for (;;) ; }\n' "$secret" > endless.c
"$STARC" -g -o endless endless.c || exit 1
for command in "$MIPSTER" "$hypster --depth 2"; do
    $command --profile profile --max-insns 1000 endless 2> messages
    grep -q 'the secret line' profile messages || fail "$command --profile: no source"
    $command --files none --profile profile --max-insns 1000 endless 2> messages
    grep 'the secret line' profile messages && fail "$command --files none --profile"
    $command --timeout 0.3 endless 2> messages
    grep -q 'the secret line' messages || fail "$command --timeout: $(cat messages)"
    $command --files inside --timeout 0.3 endless 2> messages
    grep 'the secret line' messages && fail "$command --files inside --timeout"
done
exit $failures
