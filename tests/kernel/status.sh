# --status-file: one JSON object that says how the run ended; the same from every depth.
. "$ROOT/tests/tools.sh"
hypster=$BUILD/hypster mixter=$BUILD/mixter failures=0
fail() { echo "$*"; failures=1; }
compile() { cat > "$1.c" && "$STARC" -g -o "$1" "$1.c" || exit 1; }
compile exits <<'END'
#include <stdlib.h>
#include <stdio.h>
int main(int argc, char **argv) { puts("out"); getchar(); return argc > 1 ? atoi(argv[1]) : 0; }
END
compile null <<'END'
struct node { int value; struct node *next; };
static int sum(struct node *list) {
    int sum = 0;
    for (;;) {
        sum += list->value;
        list = list->next;
    }
}
int first(struct node *list) {
    return sum(list) + 1;
}
int main(void) {
    static struct node last = {2, 0};
    return first(&last);
}
END
compile loops <<'END'
int main(void) { for (;;) ; }
END
compile divides <<'END'
int main(int argc, char **argv) { return argc / (argc - 1); }
END
compile fork <<'END'
int main(void) { return __syscall(4002) == -89 ? *(int *)8 : 0; }
END
compile big <<'END'
int main(void) { volatile char p[900000]; for (int i = 0; i < 900000; i += 4096) p[i] = 1; return p[0]; }
END
says() { # expression in Python over `s`, the object, and `g`, the first guest; command…
    expression=$1; shift
    rm -f status.json
    "$@" < input > output 2> messages
    status=$?
    STATUS=$status python3 -c '
import json, os, sys
s = json.load(open("status.json"))
g = s["guests"][0] if s["guests"] else None
sys.exit(0 if s["status"] == int(os.environ["STATUS"]) and ('"$expression"') else "%s" % s)' 2> wrong ||
        fail "$*: $expression: $(tail -n 1 wrong) $(tail -n 1 messages)"
    [ "$(wc -l < status.json)" = 1 ] || fail 'not one line'
}
echo input > input
counts='(g["instructions"] > 50 and g["system_calls"] >= 2 and g["page_faults"] > 2 and g["frames"] > 3 and g["output"] == 4 and g["input"] == 6)'
place='[(f["function"], f["file"], f["line"]) for f in g["backtrace"]]'
for command in "$MIPSTER" "$hypster" "$hypster --depth 2" "$mixter --slice 1000 --depth 2" "$MIPSTER $BUILD/mixter.elf hypster"; do
    name=${command##*/} name=${name%% *}
    case $command in *mixter.elf*) name=hypster ;; esac
    run="$command --status-file status.json"
    says "s[\"command\"] == \"$name\" and s[\"ended\"] == g[\"ended\"] == \"exit\" and g[\"status\"] == 0 and g[\"program\"] == \"exits\" and $counts" $run exits
    says 's["ended"] == "exit" and g["status"] == 124 and g["limit"] is None and g["cause"] is None' $run exits 124
    says 's["ended"] == g["ended"] == "signal" and g["signal"] == "SIGSEGV" and g["cause"] == "page fault: cannot read address 0x00000000 (SIGSEGV)" and
        '"$place"' == [("sum", "null.c", 5), ("first", "null.c", 10), ("main", "null.c", 14)] and int(g["pc"], 16) > 0x400000' $run null
    says 's["status"] == 136 and g["signal"] == "SIGFPE" and '"$place"' == [("main", "divides.c", 1)]' $run divides
    says 's["ended"] == "limit" and s["status"] == 124 and g["limit"] == "instructions" and g["instructions"] == 70000 and '"$place"'[-1][0] == "main"' \
        $run --max-insns 70000 loops
    says 's["ended"] == "limit" and g["limit"] == "output" and g["output"] == 1' $run --max-output 1 exits
    says 's["ended"] == "limit" and g["limit"] == "input" and g["input"] == 0' $run --stdin-limit 0 exits
    says 's["ended"] == "limit" and s["status"] == 137 and g["limit"] == "memory"' $run --memory 400K big
    says 's["ended"] == "signal" and g["unserved"] == "fork"' $run fork
    grep -q '^  it had asked for fork (system call 4002), which is not served$' messages || fail "$command: unserved: $(cat messages)"
    says 's["ended"] == "failure" and s["status"] == 127 and s["guests"] == []' $run nothing
    says 's["ended"] == "failure" and s["status"] == 126 and "cannot be run" in s["cause"]' $run input
    says 's["ended"] == "failure" and s["status"] == 125' $run --nonsense exits
    says 's["status"] == 3 and [g["status"] for g in s["guests"]] == [0, 3, 139] and s["ended"] == "exit"' $run --slice 1000 --guest exits --guest 'exits 3' null
done
for command in "$MIPSTER" "$hypster" "$hypster --depth 2" "$mixter --depth 2"; do
    says 's["ended"] == "limit" and s["status"] == 124 and g["limit"] == "time" and g["program"] == "loops" and s["command"] in ("mipster", "hypster", "mixter")' \
        $command --timeout 0.5 --status-file status.json loops
done
for command in "$MIPSTER" "$hypster"; do
    terminated() { "$@" & awaits_signal $! 15; kill -TERM $!; wait $!; }
    says 's["ended"] == "signal" and g["signal"] == "SIGTERM" and g["program"] == "loops"' terminated $command --status-file status.json loops
done
for depth in 0 1 2; do
    says 's["command"] == "mixter verify" and s["status"] == 0 and s["ended"] == "signal" and g["status"] == 139' \
        "$mixter" verify --depth $depth --status-file status.json null
done
says 's["ended"] == "exit"' "$MIPSTER" --status-file status.json --record recording exits 5
says 's["ended"] == "exit" and s["status"] == 0 and g["status"] == 5' "$hypster" --status-file status.json --replay recording exits 5
says 's["ended"] == "different" and s["status"] == 1' "$hypster" --status-file status.json --replay recording null
cp exits "$(printf 'a"b\\\303\244\377\t')" && says 'g["program"] == "a\"b\\\u00e4\ufffd\t"' "$MIPSTER" --status-file status.json "$(printf 'a"b\\\303\244\377\t')"
# Written as a whole: what was there stays as long as the run lasts, and nothing is left beside it.
echo before > status.json
"$MIPSTER" --timeout 2 --status-file status.json loops 2> messages & sleep 0.3; [ "$(cat status.json)" = before ] || fail 'written too early'
wait
ls .mixter* 2> /dev/null && fail 'something is left'
"$MIPSTER" --status-file /dev/full exits < input > output 2> messages
[ $? = 125 ] && grep -q 'status-file: /dev/full: No space left' messages || fail "/dev/full: $(cat messages)"
# What this program cannot write is its failure, not the guest's.
printf 'int main(void) { return 0; }\n' > nothing.c && "$STARC" -o nothing nothing.c || exit 1
"$MIPSTER" --status-file state --record /dev/full nothing 2> messages
[ $? = 125 ] && grep -q '"ended":"failure","status":125,"cause":"[a-z]' state && grep -q '"program":"nothing","ended":"exit","status":0' state || fail "recording to a full disk: $(cat state)"
exit $failures
