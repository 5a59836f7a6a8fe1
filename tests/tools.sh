# What the runners of tests share; each has a line `. tests/tools.sh`, counts what is good and bad, and ends with `closing`.
# tests/check adds up the closing lines.
passed=0 failed=0
good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAIL $*"; } # what was wrong
shown() { head -n "${LINES_SHOWN:-20}" "$@"; }    # the beginning of what something has printed
# NAME COMMAND…: has to succeed; else what it printed, which is in the file $log, is shown.
expect_success() {
    what=$1
    shift
    if "$@" > "$log" 2>&1; then good; else bad "$what: status $?"; shown "$log"; false; fi
}
# SECONDS COMMAND…: a limit of processor time, for each process of the command, which then has status 124: other work on the machine makes
# no difference. One that waits for ever is ended by the clock, late; that says nothing about it, and so ends the whole script: with a
# line `unfinished`, and status 75.
exec 9>&1
within() {
    (ulimit -c 0; ulimit -S -t "$1" 2> /dev/null # unless what started this has set a lower one
     clock=$((20 * $1 + 600)) && shift && exec timeout "${CLOCK:-$clock}" "$@" 9>&-)
    set -- $? "$@"
    case $1 in
    124) shift 2; echo "unfinished, by the clock: $(echo "$*" | cut -c1-100)" >&9; exit 75 ;;
    152) return 124 ;; # SIGXCPU
    *) return "$1" ;;
    esac
}
closing() { # N passed, N failed; and the status of the runner
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ] && [ "$passed" != 0 ]
}
# PID NUMBER: until the process catches the signal, or is no more. A signal sent before would just end it.
awaits_signal() {
    while kill -0 "$1" 2> /dev/null; do
        caught=$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$1/status")
        [ $((0x${caught:-0} >> ($2 - 1) & 1)) = 1 ] && return
        sleep 0.02
    done
}
