# What is wrong is said, once, and the status is 125; files are complete when a run is interrupted.
fail() { echo "$*"; exit 1; }
. "$ROOT/tests/tools.sh"
here=$ROOT/tests/observe PATH=$BUILD:$PATH
starc -o work "$here/work.c" && echo 'int main(void) { for (;;) ; }' > loops.c && starc -o loops loops.c || exit 1
wrong() { # what is said, command...
    said=$1; shift
    "$@" > output 2> messages
    status=$?
    [ $status = 125 ] && [ "$(wc -l < messages)" = 1 ] && grep -qF -- "$said" messages || fail "$*: status $status, '$(cat messages)', not '$said'"
}
wrong '--trace-filter needs --trace' mipster --trace-filter main work
wrong '--profile-format needs --profile' mipster --profile-format folded work
wrong '--observe needs --trace, --strace, --profile, --timeline or --check' mipster --observe 0 work
wrong "no function 'nosuch' in what was observed" mipster --trace --trace-filter nosuch work
wrong "bad value '0x10-0x4' of option '--trace-filter'" mipster --trace --trace-filter 0x10-0x4 work
wrong "bad value 'main,' of option '--trace-filter'" mipster --trace --trace-filter main, work
for paths in 0/ / 0//1 x '*1' '1*' 0,,1 '' 0/-1; do wrong "bad value '$paths' of option '--observe'" mipster --strace --observe "$paths" work; done
wrong 'there was no context 0/1' mipster --strace=trace --observe 0/1 work
wrong 'there was no context 0/2' hypster --profile profile --observe '0/1,0/2' work
wrong "bad value 'xml' of option '--profile-format'" mipster --profile profile --profile-format xml work
wrong "needs a value: FILE" mipster --timeline
for option in --trace= --strace= '--profile ' '--timeline '; do
    wrong 'missing/file: No such file or directory' mipster ${option}missing/file work
    [ -w /dev/full ] && wrong 'No space left on device' mipster ${option}/dev/full work
    wrong ': Is a directory' mipster ${option}. work
    echo old > kept
    mipster ${option}kept 'no such program' 2> messages && fail "$option: no such program"
    [ "$(cat kept)" = old ] || fail "$option: an older result is lost without a run"
done
for command in mipster hypster mixter; do
    wrong "$command: --strace: not in a guest" mipster "$BUILD/mixter.elf" $command --strace work
done
wrong "unknown option '--trace'" mixter verify --trace work

# Nobody reads any more: the end, without a word.
(mipster --trace loops 2>&1; echo $? > status) | head -n 3 > output
[ "$(wc -l < output)" = 3 ] && [ "$(cat status)" = 141 ] || fail "closed pipe: status $(cat status)"
for signal in INT TERM; do
    for command in 'mipster --profile-format callgrind' 'mipster --engine step' 'hypster --profile-format folded'; do
        rm -f profile timeline
        env --default-signal=INT $command --profile profile --timeline timeline loops > output 2> messages &
        awaits_signal $! $([ $signal = INT ] && echo 2 || echo 15); sleep 0.2; kill -$signal $!; wait $!
        status=$?
        [ $status = $([ $signal = INT ] && echo 130 || echo 143) ] || fail "$command: status $status by SIG$signal"
        [ -s profile ] && [ "$(tail -c 3 timeline)" = '}}' ] || fail "$command: files are not complete after SIG$signal"
    done
done
# It waits for input.
echo 'int getchar(void); int main(void) { return getchar(); }' > waits.c && starc -o waits waits.c
mkfifo silence && { sleep 20 > silence & } && silent=$!
env --default-signal=INT mipster --timeline timeline waits < silence > output 2>&1 &
awaits_signal $! 2; sleep 0.2; kill -INT $!; wait $!; kill $silent
[ "$(tail -c 3 timeline)" = '}}' ] || fail 'interrupted while it waits'
exit 0
