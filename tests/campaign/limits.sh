# Every way to end, and what becomes of it; then the report again, and the same campaign again, which has nothing left to do.
mixter campaign "$here/limits.campaign" > printed 2> said && bad 'a campaign with failures has status 0'
[ ! -s said ] && good || bad "limits: said $(cat said)"
tail -n 1 printed > closing_line
[ "$(cat closing_line)" = '20 passed, 8 failed' ] && good || bad "limits: $(cat closing_line)"
check_results() {
    mixter campaign report --format results "$here/limits.campaign" | sed 's/ [0-9a-f]*$//' | diff "$here/limits.results" - > difference && good || { bad "limits: results"; shown difference; }
}
check_results
for signature in 'status: status 1' 'deadline: no end within 1 s' 'memory: status 1' 'signal: killed by signal 11' \
    'lines: FAIL it was red, #' 'lines: FAIL it was green, #'; do
    grep -qF "$signature: kept, " printed && good || bad "limits: no finding '$signature'"
done
[ "$(ls limits.findings | wc -l)" = 6 ] && good || bad "limits: $(ls limits.findings | wc -l) findings"
for finding in limits.findings/*; do
    case $(cat "$finding/replay.sh") in *sleep*) continue ;; esac
    (sh "$finding/replay.sh") > replayed 2>&1
    [ $? != 0 ] || grep -q FAIL replayed && good || bad "limits: $finding/replay.sh: $(cat replayed)"
done
! pgrep -f 'sleep 1000[.]573$' > /dev/null && good || bad 'limits: a process outlives its task'
mixter campaign "$here/limits.campaign" > again 2> said
tail -n 1 again | cmp -s - closing_line && good || bad "limits: again: $(tail -n 1 again)"
check_results
mixter campaign report --format junit "$here/limits.campaign" > junit.xml &&
    python3 -c 'import sys, xml.etree.ElementTree as t; r = t.parse("junit.xml").getroot(); print(len(r), len(r.findall(".//failure")))' > counted
[ "$(cat counted)" = '7 8' ] && good || bad "limits: junit.xml: $(cat counted)"
mixter campaign report --format json "$here/limits.campaign" | python3 -c 'import json, sys; j = json.load(sys.stdin); print(j["done"], j["failed"], len(j["findings"]), j["coverage"][0]["tries"])' > counted
[ "$(cat counted)" = '14 8 6 20' ] && good || bad "limits: json: $(cat counted)"
