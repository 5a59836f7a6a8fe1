# --timeline: valid JSON; what a context does is a row of events without overlaps; what they add up to is in the file, and
# is what --stats says on every level, whatever the engine, depth and slice.
fail() { echo "$*"; exit 1; }
here=$ROOT/tests/observe PATH=$BUILD:$PATH
command -v python3 > /dev/null || fail 'python3 is missing'
cat > add.py <<'END'
# Prints, for each context: path, instructions, slices, system calls.
import json, sys
trace = json.load(open("timeline"))
names, sums, ends, runs = {}, {}, {}, []
for event in trace["traceEvents"]:
    if event["ph"] == "M":
        if event["name"] == "thread_name":
            names[event["tid"]] = event["args"]["name"].split()[0]
        continue
    assert event["ph"] == "X" and event["cat"] in ("run", "stop", "switch", "beneath"), event
    path, count = names[event["tid"]], event["args"]["instructions"]
    assert event["ts"] >= ends.get(path, 0), ("overlap", event)
    ends[path] = event["ts"] + event["dur"]
    total = sums.setdefault(path, {"instructions": 0, "slices": 0, "system_calls": 0, "switches": 0, "page_faults": 0})
    total["instructions"] += count
    if event["cat"] == "run":
        assert count == event["dur"] > 0, event
        runs.append((event["ts"], ends[path]))
    if event["cat"] == "stop":
        total["slices"] += 1
        total["system_calls"] += count
        total["page_faults"] += event["name"] == "page fault"
    if event["cat"] == "switch":
        total["switches"] += count
runs.sort()
for before, after in zip(runs, runs[1:]):
    assert before[1] <= after[0], ("two run at once", before, after)
for path, total in sums.items():
    other = dict(trace["otherData"][path])
    other.pop("elsewhere")
    assert other == total, (path, other, total)
assert set(sums) == set(trace["otherData"])
for path, total in sorted(sums.items()):
    print(path, total["instructions"], total["slices"], total["system_calls"])
END
# What the guest of each level, and mipster, say of themselves. A hypervisor has retired what its guests have too, but
# for their system calls, which it has completed itself.
expected() {
    awk '/ instructions, .* slices?, .* system calls/ { n[lines++] = $2 " " $4 " " $6 }
        / runs: / { runs += $4 } # a mixter hands each slice over in several
        END { path = "0"; for (i = 1; i < lines; i++) path = path "/1"
            for (i = 0; i < lines; i++) {
                split(n[i], now, " ")
                print path, now[1] - inner, runs ? runs : now[2], now[3]
                inner = now[1] - now[3]; path = substr(path, 1, length(path) - 2) } }' messages | sort
}
starc -o work "$here/work.c" || exit 1
for command in 'mipster --engine step' 'mipster --engine interp' mipster hypster 'hypster --engine interp --slice 100' 'hypster --depth 2' \
    'hypster --depth 2 --engine step' 'hypster --depth 3 --slice 333' 'mixter --depth 0 --slice 50'; do
    $command --stats --timeline timeline work > output 2> messages
    [ $? = 4 ] || fail "$command: $(cat messages)"
    python3 add.py > sums 2> wrong || fail "$command: $(cat wrong)"
    expected > wanted
    diff wanted sums || fail "$command: not the counts of --stats: $(cat messages)"
done
# Several guests, towers of emulators and hypervisors, guests that die.
echo 'int main(void) { return *(int *)8; }' > 'di"es.c' && starc -o 'di"es' 'di"es.c'
hypster --timeline timeline --slice 1000 --guest work --guest 'di"es' work > output 2>&1
python3 add.py > sums 2> wrong && [ "$(wc -l < sums)" = 4 ] || fail "three guests: $(cat wrong)"
mipster --timeline timeline --guest work --slice 100 work > output 2>&1
python3 add.py > sums 2> wrong && [ "$(sed 's/^[01] //' sums | sort -u | wc -l)" = 1 ] || fail "two guests of mipster: $(cat wrong)"
mipster --timeline timeline "$BUILD/mixter.elf" hypster "$BUILD/mixter.elf" mipster work > output 2>&1
python3 add.py > sums 2> wrong && [ "$(wc -l < sums)" = 2 ] || fail "a tower: $(cat wrong)"
# Limits.
for limit in 1 1000 $(seq 126000 777 136000); do
    mipster --max-insns $limit --timeline timeline "$BUILD/mixter.elf" hypster --depth 2 work > output 2>&1
    [ $? = 124 ] || fail "--max-insns $limit: status"
    python3 add.py > sums 2> wrong || fail "--max-insns $limit: $(cat wrong)"
    [ "$(awk '{ n += $2 - ($1 == "0" ? 0 : $4) } END { print n }' sums)" = $limit ] || fail "--max-insns $limit: $(cat sums)"
done
exit 0
