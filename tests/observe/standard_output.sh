# A file called - is standard output, or input, for every option that names one; among what the guest writes it stands in
# the right place; at every depth.
fail() { echo "$*"; exit 1; }
PATH=$BUILD:$PATH
printf '%s\n' '#include <stdio.h>' 'int main(void) { puts("What it says"); return fflush(stdout); }' > one.c
starc -g -o one one.c || exit 1
for command in mipster 'hypster --depth 2'; do
    $command --strace=- one 2> messages | grep -v ioctl > output || fail "$command: status"
    [ ! -s messages ] || fail "$command: on standard error"
    printf 'What it says\nwrite(1, "What it says\\n", 13) = 13\nexit_group(0) = ?\n+++ exited with 0 +++\n' | diff output - || fail "$command --strace=-"
    $command --trace=- --trace-filter main one > output && grep -q ' main .* | ' output && grep -q '^What it says' output || fail "$command --trace=-"
    for option in --profile --timeline --record; do
        $command $option file one > alone && $command $option - one > output || fail "$command $option: status"
        tr -d '\n' < output | sed 's/What it says//' > rest
        tr -d '\n' < file | cmp - rest || fail "$command $option -"
    done
    $command --record - one | tail -c +14 > recording
    $command --replay - one < recording 2> messages > output && grep -q 'equal to the recording' messages || fail "$command --replay -"
done
echo A=1 | mipster --env-file - one > output || fail '--env-file -'
starc -o - one.c | cmp - one && fail 'starc -o -' # -g makes a difference
starc -g -o - one.c | cmp - one || fail 'starc -o -'
for option in --strace=- '--profile -' '--timeline -'; do
    [ ! -w /dev/full ] || mipster $option one.c > /dev/full 2> messages && fail "$option: full"
    [ "$(grep -c 'standard output: No space left on device' messages)" = 1 ] || fail "$option: $(cat messages)"
done
ls -A | grep -qx -e - && fail 'a file called -'
exit 0
