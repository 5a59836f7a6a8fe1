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
closing() { # N passed, N failed; and the status of the runner
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ] && [ "$passed" != 0 ]
}
