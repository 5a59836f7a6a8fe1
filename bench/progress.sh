# For the parts of make bench: on a terminal, how far they are (bench/measure.c draws it), and what is said when they are
# interrupted. Results become the file of json only when all is measured. Environment: json, steps.
export BENCH_PART=$(basename "$0") BENCH_DONE=-1 BENCH_STEPS=$steps BENCH_START=$(date +%s)
results=$json json=$json.tmp
step() { BENCH_DONE=$((BENCH_DONE + 1)); }
interrupted() {
    [ ! -t 2 ] || printf '\r\033[K' >&2
    [ "$BENCH_DONE" -ge 0 ] || BENCH_DONE=0
    echo "bench/$BENCH_PART: interrupted: $BENCH_DONE of $BENCH_STEPS steps were measured; $results was not written" >&2
    rm -f "$json"
    trap - "$1"
    kill -s "$1" $$
}
trap 'interrupted INT' INT
trap 'interrupted TERM' TERM
keep_results() { mv "$json" "$results"; }
