"""What can notice a planted bug: each check raises Caught if something is different, and returns if nothing is."""
import glob, json, os, re, shutil, subprocess

from trees import *

VERIFIED = ([("flow", n) for n in (1, 2, 7, 1000)] + [("modify", n) for n in (1, 3, 1000)] + [("counter", n) for n in (1, 7, 1000)] +
            [("plain", 1000), ("mips32", 1000), ("plain", 1), ("few", 1), ("switch", 1000), ("structs", 1000), ("gcc-structs", 1000)] +
            [(d, n) for d in DIE for n in (1, 1000)] + [("mips32", 7), ("switch", 7), ("switch", 1), ("switch", 1000000), ("many", 1000), ("many", 1000000), ("tower", 1000), ("setjmp", 1), ("calculator", 1000000),
             ("calculator", 1000), ("gcc-calculator", 1000), ("tiny", 1000), ("structs", 7), ("calls", 1000)])


def fail(text):
    raise Caught(text)


def json_of(r):
    for line in r.err.splitlines():
        if line.startswith("{"):
            try:
                return json.loads(line)
            except ValueError:
                fail("not JSON: " + line[:80])
    return None


def verified(b, name, slice_length, engines=(), level=1, more=()):
    """One program, slice by slice: it has to be equal, print what it prints, and all of it has to be compared."""
    guest, expected = b.clean.guests[name], b.clean.expected[name]
    what = "%s, slices of %d" % (name, slice_length)
    command = ["verify", "--json", "--slice", str(slice_length)] + list(engines) + list(more)
    r = b.at_level_1(command, guest) if level == 1 else b.at_level_0(["mixter"] + command, guest)
    report = json_of(r)
    if report is None:
        raise Crashed("%s: status %d: %s" % (what, r.status, r.err.strip()[-100:]))
    if r.status not in (0, 1):
        fail("%s: status %d" % (what, r.status))
    if r.status == 1:
        d = report["difference"]
        fail("%s: different after %d at %08x %s" % (what, d["retired"], d["pc"], d["instruction"]))
    if report["result"] != "equal":
        fail("%s: status 0 but %s" % (what, report["result"]))
    if r.out != expected["out"] or expected["died"] not in r.err or (not expected["died"] and "mixter verify: " + name + ":" in r.err):
        fail("%s: prints otherwise, or dies otherwise: %s" % (what, r.err.split("{")[0].strip()[-80:]))
    # Every instruction is compared or served by the kernel.
    if report["instructions"] + report["system_calls"] != expected["retired"] or report["not_compared"] != 0:
        fail("%s: %d instructions and %d system calls of %d compared" % (what, report["instructions"], report["system_calls"], expected["retired"]))
    if report["instructions"] > report["slices"] * slice_length:
        fail("%s: %d slices of %d instructions" % (what, report["slices"], report["instructions"]))
    if report["bytes"] != report["pages"] * 4096:
        fail("%s: %d bytes of %d pages" % (what, report["bytes"], report["pages"]))
    return report


def check_verify(b):
    for name, length in VERIFIED:
        verified(b, name, length)
    for name, length in (("flow", 7), ("few", 1000)):
        verified(b, name, length, more=["--depth", "2"])
    # An instruction that is not in the subset.
    r = b.at_level_1(["verify", "--json", "--isa", "mipster"], b.clean.guests["few"])
    if r.status != 0 or json_of(r)["instructions"] != 0:
        fail("few as a program of mipster: status %d" % r.status)


def check_progress(b):
    """Every run comes to its end, and the image to none of its own."""
    for name, length in (("flow", 1), ("die-11", 1000), ("switch", 1000), ("many", 1000), ("modify", 3)):
        try:
            r = b.at_level_1(["verify", "--slice", str(length)], b.clean.guests[name], b"", LIMIT / 4)
        except Hangs as hangs:
            fail("no end: %s" % hangs)
        except Crashed as crashed:
            fail("the image dies: %s: %s" % (name, crashed))
        if "out of memory" in r.err:
            fail("takes memory without end: %s" % name)
    for command in (["hypster"], ["hypster", "--digest"], ["mixter", "--slice", "99"], ["hypster", "--slice", str(2**32)]):
        try:
            b.at_level_1(command, b.clean.guests["flow"], b"", LIMIT / 4)
        except Hangs as hangs:
            fail("no end: %s" % hangs)


def check_memory(b):
    """As many frames as were given, and all are given back."""
    r = b.at_level_0(["mipster", "--stats", "--memory", "128K"], b.clean.guests["recursion"])
    frames = re.search(r" (\d+) frames?,", r.err)
    if r.status != 137 or frames is None or int(frames.group(1)) != 32:
        fail("recursion in 128 KiB: status %d, %s frames" % (r.status, frames and frames.group(1)))
    command = ["mipster", "--stats", "--slice", "50", "--guest", "flow", "recursion"]
    b.here_with(b.clean.guests["flow"])
    b.here_with(b.clean.guests["recursion"])
    peaks = [re.findall(r"(\d+) KiB at the peak", run([host] + command, b.here).err) for host in (b.clean.host, b.host)]
    if peaks[0] != peaks[1]:
        fail("two guests: %s KiB, not %s" % (peaks[1], peaks[0]))


def check_verify_step(b):
    for name, length in (("flow", 1), ("few", 7), ("modify", 1000), ("counter", 1000), ("plain", 1000)) + tuple((d, 1000) for d in DIE):
        verified(b, name, length, ["--engines", "step,switch"])


def check_verify_0(b):
    for name, length in VERIFIED:
        if name not in ("tiny",) and length != 2:
            verified(b, name, length, ["--engines", "step,interp"], 0, ["--depth", "0", "--in-place"])


def check_digest(b):
    """Every engine, schedule, level and depth: one digest."""
    for name in ("flow", "counter", "few", "switch", "many", "die-16", "setjmp", "modify", "gcc-structs", "queens"):
        guest, expected = b.clean.guests[name], b.clean.expected[name]
        small = expected["retired"] < 60000
        runs = [("level 0", lambda c: b.at_level_0(c, guest), [["mipster"]] + ([["mipster", "--slice", "1"], ["mipster", "--engine", "step"]] if small else [])),
                ("level 1", lambda c: b.at_level_1(c, guest),
                 [["mipster"], ["hypster"], ["mixter"], ["mixter", "--slice", "999", "--mix", "30"], ["hypster", "--slice", "997"]] +
                 ([["mixter", "--slice", "1"], ["mixter", "--slice", "7", "--mix", "50"], ["mixter", "--slice", "5", "--schedule", "random:3"],
                   ["hypster", "--depth", "2"], ["mixter", "--depth", "2", "--slice", "13"], ["mixter", "--slice", "3", "--mix", "0"],
                   ["mixter", "--slice", "11", "--mix", "100"], ["hypster", "--slice", "1"], ["mipster", "--slice", "3"]] if small else []))]
        # Without digests nobody watches memory.
        for command in (["mixter", "--slice", "999", "--mix", "30"], ["mixter", "--slice", "101"]) if small else ():
            r = b.at_level_1(command, guest)
            if r.status != expected["status"] or r.out != expected["out"]:
                fail("%s on level 1 %s, without digest: status %d, expected %d, or prints otherwise" % (name, " ".join(command), r.status, expected["status"]))
        for level, start, commands in runs:
            for command in commands:
                r = start([command[0], "--digest"] + command[1:])
                what = "%s on %s %s" % (name, level, " ".join(command))
                if r.status != expected["status"] or r.out != expected["out"]:
                    fail("%s: status %d, expected %d, or prints otherwise" % (what, r.status, expected["status"]))
                if digest_line(r.err) != expected["digest"]:
                    fail("%s: %s, expected %s" % (what, digest_line(r.err), expected["digest"]))


def check_sense(b):
    """Runs that differ in one place have other digests; runs that differ for a while have other effects."""
    sense = b.clean.guests["sense"]

    def of(text, guest=sense):
        r = b.at_level_1(["hypster", "--digest"], guest, text)
        line = digest_line(r.err)
        if r.status != 0 or line is None:
            fail("sense %s: status %d" % (text, r.status))
        return line
    for place in ("r", "h", "l", "d", "e", "b", "s", "k", "a", "u", "n0"):
        one, two = of(place.encode() + b"1"), of(place.encode() + b"2")
        if one[0] == two[0] or one[1] == two[1]:
            fail("place '%s': other value, same digest" % place)
        if one != of(place.encode() + b"1"):
            fail("place '%s': the same run, another digest" % place)
    one, two = of(b"m1"), of(b"m2")
    if one[0] != two[0]:
        fail("merged runs have other states")
    if one[1] == two[1]:
        fail("runs that diverge and merge have the same effects")
    # The data of the same program, but to be executed as well.
    data = bytearray(open(sense, "rb").read())
    header = int.from_bytes(data[28:32], "little")
    for i in range(int.from_bytes(data[44:46], "little")):
        at = header + 32 * i
        if data[at] == 1 and data[at + 24] == 6:
            data[at + 24] = 7
    p = of(b"m1")
    os.unlink(os.path.join(b.here, "sense"))
    with open(os.path.join(b.here, "sense"), "wb") as other:
        other.write(data)
    q = of(b"m1")
    os.unlink(os.path.join(b.here, "sense"))
    if p[0] == q[0]:
        fail("other permissions, same digest")


def planted_one(b, name, length, extra=()):
    guest, case = b.clean.guests["planted-" + name], PLANTED[name]
    nm = subprocess.run(["mipsel-linux-gnu-nm", guest], stdout=subprocess.PIPE).stdout.decode()
    symbols = {w[2]: int(w[0], 16) for w in (line.split() for line in nm.splitlines())}
    before = (symbols["trigger"] - symbols["__start"]) // 4
    r = b.at_level_1(["verify", "--json", "--slice", str(length)] + list(extra), guest)
    report = json_of(r)
    what = "planted %s, slices of %d" % (name, length)
    if report is None:
        raise Crashed("%s: status %d: %s" % (what, r.status, r.err.strip()[-100:]))
    if r.status == 0 or report["result"] != "different":
        fail("%s: %s, status %d" % (what, report["result"], r.status))
    if r.status != 1:
        fail("%s: status %d" % (what, r.status))
    d = report["difference"]
    if (d["retired"], d["pc"]) != (before, symbols["trigger"]):
        fail("%s: located after %d at %08x, it is after %d at %08x" % (what, d["retired"], d["pc"], before, symbols["trigger"]))
    if d["only_in_one_go"] != (name == "one-go"):
        fail("%s: only_in_one_go is %s" % (what, d["only_in_one_go"]))
    return report, symbols


def words_that_differ(d):
    return [i for i in range(64) if d["first"][i] != d["second"][i]]


def check_planted(b):
    differ = {"register": [11], "hi": [34], "count": [41], "link": [45], "address": [39], "one-go": [5], "memory": [], "page": [], "last-word": []}
    for name in PLANTED:
        for length in (1000000, 50) if name != "one-go" else (1000000,):
            report, symbols = planted_one(b, name, length)
            d = report["difference"]
            if words_that_differ(d) != differ[name]:
                fail("planted %s: words %s differ" % (name, words_that_differ(d)))
            if d["before"][32] != symbols["trigger"]:
                fail("planted %s: the state before is not that before" % name)
            page = symbols["page"]
            memory = {"memory": [(page + 12, 0, 0x5fed0002, 0x5eed0002)], "page": [(page + 0x2004, 0, 0, 0x5eed0004)],
                      "last-word": [(page + 0x1ffc, 0, 0x5fed000a, 0x5eed000a)]}.get(name, [])
            if [(m["address"], m["before"], m["first"], m["second"]) for m in d["memory"]] != memory or d["words"] != len(memory):
                fail("planted %s: memory %s" % (name, d["memory"]))
            if (d["written_by_first_only"], d["written_by_second_only"]) != (0, 1 if name == "page" else 0):
                fail("planted %s: pages written by one only" % name)


def check_report(b):
    """The report for people says the same."""
    for name, wanted in (("register", [r"DIFFERENT.* after %d equal instructions, at pc 0x%08x (in )?trigger", r"> 0x%08x: .*addu", r"t3 .*<-- differ", r"memory: equal"]),
                         ("memory", [r"word at 0x", r"0x5fed0002 on interp, 0x5eed0002 on switch", r"first page that differs: .*rw-"]),
                         ("page", [r"1 pages written by switch only"]), ("one-go", [r"in one go"])):
        _, symbols = planted_one(b, name, 1000)
        r = b.at_level_1(["verify"], b.clean.guests["planted-" + name])
        trigger, before = symbols["trigger"], (symbols["trigger"] - symbols["__start"]) // 4
        for pattern in wanted:
            text = pattern % tuple([v for v in ([before, trigger] if pattern.count("%") == 2 else [trigger])][:pattern.count("%")])
            if not re.search(text, r.err):
                fail("the report on %s does not say %s" % (name, text))
        lines = [l for l in r.err.splitlines() if re.match(r"[> ] 0x[0-9a-f]{8}: ", l)]
        places = [int(l[4:12], 16) for l in lines]
        if places != [trigger - 4 * i for i in range(15, -1, -1)]:
            fail("the report on %s shows other instructions" % name)


def check_replay(b):
    """What has been written runs again: different on the broken engine, equal on the clean ones."""
    for name, length in (("register", 50), ("register", 49), ("register", 51), ("register", 52), ("memory", 50), ("hi", 50), ("page", 50)):
        report, _ = planted_one(b, name, length)
        directory = report["difference"]["reproducer"]
        if not os.path.isdir(os.path.join(b.here, directory)):
            fail("no reproducer")
        for elf, engines, status in ((b.elf, "interp,switch", 1), (b.elf, "step,switch", 0), (b.clean.elf, "interp,switch", 0)):
            r = run([b.host, "mipster", elf, "replay", "--json", "--engines", engines, directory], b.here)
            again = json_of(r)
            if again is None:
                fail("%s is not replayed: %s" % (name, r.err[:80]))
            if r.status != status:
                fail("replay of %s: status %d" % (name, r.status))
            if status == 1 and [again["difference"][k] for k in ("retired", "pc", "first", "second")] != [report["difference"][k] for k in ("retired", "pc", "first", "second")]:
                fail("replay of %s: another difference" % name)


def check_statuses(b):
    """0 equal, 1 different, 125 nothing compared, 127 no such program; whatever the program's own is."""
    guests = b.clean.guests
    for more, name, status, result in (([], "flow", 0, "equal"), ([], "die-5", 0, "equal"), (["--max-insns", "0"], "flow", 125, "nothing compared"),
                                       (["--max-insns", "10"], "flow", 0, "equal")):
        r = b.at_level_1(["verify", "--json"] + more, guests[name])
        report = json_of(r)
        if r.status != status or report is None or report["result"] != result:
            fail("verify %s %s: status %d, %s" % (" ".join(more), name, r.status, report and report["result"]))
        text = b.at_level_1(["verify"] + more, guests[name])
        if text.status != status or ("equal on interp and switch" in text.err) != (status == 0) or ("nothing was compared" in text.err) != (status == 125):
            fail("verify %s %s: status %d: %s" % (" ".join(more), name, text.status, text.err[-60:]))
    try:
        r = run([shutil.which("qemu-mipsel"), b.elf, "hypster", "flow"], b.here)
    except Crashed as crashed:
        fail("hypster on qemu: %s" % crashed)
    if r.status != 125 or "has no switch" not in r.err:
        fail("hypster on qemu: status %d: %s" % (r.status, r.err[:80]))
    r = run([b.host, "mipster", b.elf, "verify", "nowhere"], b.here)
    if r.status != 127:
        fail("verify of a program that is not there: status %d" % r.status)
    for engines in ("interp,interp", "switch,switch", "interp", "interp,other"):
        r = b.at_level_1(["verify", "--engines", engines], guests["flow"])
        if r.status != 125 or "equal" in r.err:
            fail("verify --engines %s: status %d" % (engines, r.status))


def check_counts(b):
    """What has been compared, counted: slices follow from the length and the exceptions."""
    for name in ("counter", "plain", "setjmp"):
        expected = b.clean.expected[name]
        # Who watches has no page mapped ahead, and --digest does.
        r = b.at_level_1(["mipster", "--stats", "--digest"], b.clean.guests[name])
        stats = re.search(r"mipster: (\d+) instructions?, (\d+) slices?, (\d+) system calls?, (\d+) page faults?", r.err)
        if stats is None or int(stats.group(1)) != expected["retired"]:
            fail("%s: %s instructions, expected %d" % (name, stats and stats.group(1), expected["retired"]))
        calls, slices = int(stats.group(3)), int(stats.group(2))
        whole = verified(b, name, 10**9)
        if whole["slices"] != slices or whole["system_calls"] != calls or whole["exceptions"] != calls + whole["page_faults"]:
            fail("%s: %d slices, %d exceptions, %d system calls; without comparison %d slices, %d calls" %
                 (name, whole["slices"], whole["exceptions"], whole["system_calls"], slices, calls))
        single = verified(b, name, 1)
        if not single["instructions"] <= single["slices"] <= single["instructions"] + single["exceptions"]:
            fail("%s: %d slices of one of %d instructions" % (name, single["slices"], single["instructions"]))
        if whole["not_compared"] != 0 or whole["pages"] == 0 or single["pages"] <= whole["pages"]:
            fail("%s: %d pages, %d with slices of one" % (name, whole["pages"], single["pages"]))


    # A limit is met to the instruction.
    for command in (["mipster"], ["hypster"], ["mixter", "--slice", "300"], ["hypster", "--slice", "7"], ["verify", "--slice", "300"], ["mixter", "--schedule", "random:5", "--slice", "50"]):
        r = b.at_level_1([command[0], "--stats", "--max-insns", "1000"] + command[1:], b.clean.guests["setjmp"])
        if ": 1000 instructions" not in r.err or r.status not in (124, 0):
            fail("%s --max-insns 1000: status %d: %s" % (" ".join(command), r.status, r.err.strip()[:80]))


def check_sample(b):
    for name, low, high in (("plain", 300, 700), ("setjmp", 1200, 1900)):
        expected = b.clean.expected[name]
        r = b.at_level_1(["verify", "--json", "--sample", "100/1000:7"], b.clean.guests[name])
        report = json_of(r)
        if r.status != 0 or report is None or report["result"] != "equal" or r.out != expected["out"]:
            fail("sample of %s: status %d" % (name, r.status))
        total = report["instructions"] + report["not_compared"]
        if not expected["retired"] - 150 <= total <= expected["retired"]:
            fail("sample: %d of %d accounted for" % (total, expected["retired"]))
        if not low <= report["instructions"] <= high:
            fail("sample: %d of %d instructions compared, a tenth was asked for" % (report["instructions"], expected["retired"]))
    for sample in ("3/7", "1/3:2"):  # code is executed in a sample, and changes outside
        r = b.at_level_1(["verify", "--sample", sample], b.clean.guests["modify"])
        if r.status != 0:
            fail("sample %s of modify: status %d" % (sample, r.status))


def check_mixes(b):
    """Both engines have their part."""
    def parts(more):
        r = b.at_level_1(["mixter", "--stats"] + more, b.clean.guests["setjmp"])
        found = re.findall(r"mixter: (\d+) instructions?, (\d+) runs?", r.err)
        over = re.search(r"mixter: (\d+) hand-overs?", r.err)
        if len(found) != 2 or over is None:
            fail("mixter --stats says nothing")
        return int(found[0][0]), int(found[1][0]), int(over.group(1))
    whole = b.clean.expected["setjmp"]["retired"]
    for percent, low, high in ((0, 0, 0), (100, 98, 100), (50, 47, 53), (30, 27, 33)):
        first, second, over = parts(["--slice", "10", "--mix", str(percent)])
        if not low <= 100 * first / whole <= high or not whole - 40 <= first + second <= whole:
            fail("--mix %d: %d and %d of %d" % (percent, first, second, whole))
        if (over > 200) != (percent in (30, 50)):
            fail("--mix %d: %d hand-overs" % (percent, over))
    one, two = parts(["--slice", "10", "--schedule", "random:1"]), parts(["--slice", "10", "--schedule", "random:2"])
    if one == two or not 35 <= 100 * one[0] / whole <= 65:
        fail("random schedules: %s and %s" % (one, two))
    if parts(["--slice", "10", "--schedule", "random:1"]) != one:
        fail("a random schedule is not the same again")
    if b.changed is None or b.patch.part != "verifier":
        return
    # Emulation has a bug now, which shows if and only if it has its part.
    digest = b.clean.expected["planted-register"]["digest"]
    for percent, right in ((0, True), (100, False)):
        r = b.at_level_1(["mixter", "--digest", "--slice", "1", "--mix", str(percent)] , b.clean.guests["planted-register"])
        if (digest_line(r.err) == digest) != right:
            fail("--mix %d: %s" % (percent, "as if it were not there" if not right else "is there"))


def compare_with_qemu(b, names, engines=("interp", "step")):
    for engine in engines:
        for name in names:
            status, out = b.clean.expected[name]["qemu"]
            if engine == "step" and b.clean.expected[name]["retired"] > 100000:
                continue
            r = b.at_level_0(["mipster", "--engine", engine], b.clean.guests[name])
            if r.status != status or r.out != out:
                fail("%s on %s: status %d, on qemu %d%s" % (name, engine, r.status, status, "" if r.out == out else ", prints otherwise"))


def check_qemu(b):
    compare_with_qemu(b, QEMU)


def check_gcc(b):
    compare_with_qemu(b, GCC)


def unit(b, test, arguments, kind="whole", limit=None):
    r = run([b.test(test, kind)] + arguments, b.here, b"", limit)
    if r.status != 0:
        said = [line for line in (r.out.decode("latin-1") + r.err).strip().split("\n") if " ms" not in line]
        fail("%s: %s" % (test, said[0][:110] if said else "status %d" % r.status))


def check_switch_cases(b):
    unit(b, "cases", ["3000"])


def check_switch_random(b):
    unit(b, "random", ["1", "150"], "whole", LIMIT / 3)


def check_switch_small(b):
    unit(b, "random", ["1", "150"], "small", LIMIT / 3)
    unit(b, "cases", ["200"], "small")


def check_switch_sanitized(b):
    """What the sanitizers have to say, while the same runs."""
    tree, objects = b.trees["small"], []
    command = [CC, "-std=c11", "-O1", "-g", "-w", "-fsanitize=address,undefined", "-fno-omit-frame-pointer"]
    for source in b.clean.sources["small"]:
        objects.append(os.path.join(b.here, source.replace("/", "-") + ".o"))
        compiled(command + ["-c", "-o", objects[-1], os.path.join(tree, source + ".c")], b.here)
    archive = os.path.join(b.here, "sanitized.a")
    compiled(["ar", "rcsT", archive] + objects, b.here)
    for name in ("random", "cases"):
        program = os.path.join(b.here, "sanitized-" + name)
        compiled(command + ["-o", program] + [os.path.join(tree, source + ".c") for source in TESTS[name]] + [archive], b.here)
        p = limited([program] + (["1", "150"] if name == "random" else ["200"]), b.here, env={"ASAN_OPTIONS": "detect_leaks=0"})
        said = re.search(r"runtime error: .*|ERROR: AddressSanitizer: (?!SEGV)\S+", p.stderr.decode("latin-1"))
        if said:
            fail("%s: %s" % (name, said.group(0)))


def check_switch_progress(b):
    """Every switch comes to its end."""
    for kind in ("small", "whole"):
        for arguments in (["random", "1", "150"], ["cases", "200"]):
            try:
                run([b.test(arguments[0], kind)] + arguments[1:], b.here, b"", LIMIT / 2)
            except Hangs as hangs:
                fail("no end: %s" % hangs)


def check_steps(b):
    unit(b, "steps", [])


def check_deaths(b):
    """An engine of the host that dies, or has no end, is a difference, on this level and beneath another."""
    for level, more in (("the host", ["--depth", "0"]), ("level 1", ["--engine", "jit"])):
        r = b.at_level_0(["mixter", "verify", "--json", "--timeout", "20"] + more, b.clean.guests["mips32"])
        report = json_of(r)
        if report is None or report["result"] != "died":
            continue
        death = report["death"]
        if r.status == 1 and death["budget"] > 0 and ("jit" == death["engine"] or "beneath" in death["engine"]):
            fail("%s, compared on %s, %s after %d equal instructions" % (death["engine"], level, death["cause"], death["retired"]))


def check_twins(b):
    """Engines that are made to be wrong, side by side: each is found, at its place, and nothing else is."""
    environment = dict(os.environ, BUILD=b.commands, WRONG=b.test("wrong"))
    status, said = script([os.path.join(ROOT, "tests", "mixter", "twins"), "wrong"], env=environment)
    if status != 0:
        fail(said.strip().split("\n")[0][:110] or "status %d" % status)


def check_comparison(b):
    died_is_caught(b, "comparison", [], LIMIT / 2)


def check_engines(b):
    unit(b, "engines", ["1", "200"])


def check_translate_random(b):
    """Random programs on the translator and on the reference; it may not die of them either."""
    died_is_caught(b, "translate-random", ["900", "1500"])


def check_translate_limits(b):
    died_is_caught(b, "translate-limits", ["short"])


def check_states(b):
    """States of the machine on all engines at once: those that are kept, and random ones."""
    kept = os.path.join(ROOT, "tests/fuzz/states")
    died_is_caught(b, "states", ["run"] + [os.path.join(kept, name) for name in sorted(os.listdir(kept))])
    died_is_caught(b, "states", ["random", "1", "20000"])


def died_is_caught(b, test, arguments, limit=2 * LIMIT):
    """What is tested takes the test with it when it dies or has no end: make check hears of it by the status."""
    try:
        unit(b, test, arguments, "whole", limit)
    except Crashed as crashed:
        fail("%s dies: %s" % (test, crashed))
    except Hangs:
        fail("%s has no end" % test)


def check_objdump(b):
    words = os.path.join(b.here, "words.bin")
    ours = run([b.test("words"), "1", "200", words], b.here)
    if ours.status != 0:
        fail("words: " + ours.err[:80])
    theirs = subprocess.run(["mipsel-linux-gnu-objdump", "-D", "-z", "-b", "binary", "-m", "mips:isa32r2", "-EL", words], stdout=subprocess.PIPE).stdout.decode("latin-1")
    lines = [re.match(r" *([0-9a-f]+):[ \t]*([0-9a-f]*)[ \t]*(.*)$", l) for l in theirs.splitlines()]
    lines = ["\t".join(m.groups()) for m in lines if m]
    for mine, other in zip(ours.out.decode("latin-1").splitlines(), lines):
        if mine != other:
            fail("objdump: %s, not %s" % (other.replace("\t", " "), mine.replace("\t", " ")))
    if len(lines) < 1000:
        raise Crashed("objdump says nothing")


# The rows of the 17 instructions, those that are answered soonest first.
PROVED = "syscall nop j jal mfhi mflo multu subu slt jr beq addu bne divu addiu lw sw".split()


def check_proof(b):
    """mixter prove about the step of this image, two words of a row: z3 finds no state in which it is wrong (docs/proof.md).
    That there is no proof is no refutation."""
    environment, unproved = dict(os.environ, LIMIT="300"), []
    for row in PROVED:
        folder = os.path.join(b.here, "proof-" + row)
        os.makedirs(folder)
        r = run([b.clean.host, "prove", "--output", folder, "--row", row, b.elf], b.here)
        if r.status != 0:
            unproved.append("%s: %s" % (row, (re.findall(r".*UNPROVED.*", r.out.decode("latin-1") + r.err) or ["status %d" % r.status])[0][:100]))
        files = sorted(os.listdir(folder), key=lambda name: os.stat(os.path.join(folder, name)).st_mtime_ns)
        words = list(dict.fromkeys(name.split("-")[1] for name in files))[:2]
        if not words and r.status == 0:
            raise Crashed("%s: nothing is asked" % row)
        for name in files:
            if name.split("-")[1] not in words:
                continue
            p = subprocess.run([os.path.join(ROOT, "tests/prove/solve"), os.path.join(folder, name), "z3"], cwd=b.here, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
            said = p.stdout.decode("latin-1").strip().split("\n")
            refuted = [line.strip() for line in said if re.search(r"path(-\d+)?: z3 says sat,", line)]
            if refuted:
                fail(refuted[0])
            if not said[-1].endswith(" 0 wrong"):
                raise Crashed("z3 has no answer: %s" % said[0].strip()[:100])
    if unproved:
        raise Crashed("not refuted: " + unproved[0])


def check_proof_engines(b):
    """mixter prove --engines about this image: z3 finds no state in which the interpreter, or the cached switch with one guest,
    leaves other than the reference (docs/proof.md)."""
    for stand, rows in (("run", [[]]), ("switch-1", [["--row", row] for row in ("addu", "divu", "lw", "syscall")])):
        for row in rows:
            folder = os.path.join(b.here, "-".join(["engines", stand] + row[1:]))
            os.makedirs(folder)
            r = run([b.clean.host, "prove", "--output", folder, "--engines", stand] + row + [b.elf], b.here, b"", 2 * LIMIT)
            for name in sorted(os.listdir(folder)):
                with open(os.path.join(folder, name)) as file:
                    if 'echo "path-' not in file.read():
                        continue
                p = subprocess.run([os.path.join(ROOT, "tests/prove/solve"), os.path.join(folder, name), "z3"], cwd=b.here, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                said = re.search(r".*path-.*: z3 says sat, .*", p.stdout.decode("latin-1"))
                if said:
                    fail(said.group(0).strip())
            if r.status != 0:
                raise Crashed("not refuted: %s" % (re.findall(r".*UNPROVED.*", r.out.decode("latin-1") + r.err) or ["status %d" % r.status])[0][:100])


def check_blocks(b):
    """mixter prove about the code that random instructions and a program of gcc are translated to: a block is refuted, or z3
    finds a state in which it is wrong (docs/proof.md)."""
    folder, random = os.path.join(b.here, "blocks"), [os.path.join(b.here, "random-%d" % seed) for seed in (1, 2)]
    for seed, guest in enumerate(random, 1):
        run([b.test("sequences"), str(seed), "400", guest], b.here)
        os.chmod(guest, 0o755)
    for guest in random + [b.clean.guests["gcc-queens"]]:
        r = run([b.host, "prove", "--blocks", "--output", folder, guest], b.here, b"", 2 * LIMIT)
        refuted = re.search(r"(block 0x.*|ways into code and out): REFUTED: .*", r.err)
        if refuted:
            fail(refuted.group(0)[:110])
        if not re.search(r"^[0-9]+ blocks .* proved", r.err, re.M):
            raise Crashed("no block is proved")
        for name in sorted(os.listdir(folder)):
            p = subprocess.run([os.path.join(ROOT, "tests/prove/solve"), os.path.join(folder, name), "z3"], cwd=b.here, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            said = re.search(r".*: z3 says .*", p.stdout.decode("latin-1"))
            if said:
                fail(said.group(0).strip())
        shutil.rmtree(folder)


def library_check(test, *arguments):
    """A test of libmixter; each line that it prints before its closing one is something wrong."""
    def check(b):
        for words in arguments:
            r = run([b.library_test(test), b.clean.library_guests] + words.split(), b.here)
            lines = r.out.decode("latin-1").splitlines()
            if r.status != 0 or len(lines) != 1:
                fail("%s %s: %s" % (test, words, (lines + ["status %d" % r.status])[0][-110:]))
    return check


LIBRARY = {"functions": library_check("functions", "2", "1", "3"), "details": library_check("details", "2", "1", "3"), "library-tower": library_check("tower", "2 1", "1 2"),
           "library-walk": library_check("walk", "2 0 1 300", "1 0 2 300", "2 1 1 300", "1 1 2 300"), "exhausted": library_check("exhausted", "0 0", "2 1")}


SCRIPTS = {"environment": "kernel/environment", "files": "kernel/files", "at": "kernel/at", "limits": "kernel/limits", "status": "kernel/status", "replays": "kernel/replay", "recordings": "kernel/recordings", "glibc": "kernel/glibc",
           "memory-errors": "memory/errors", "readers": "debug/readers", "strangers": "debug/strangers", "origins": "debug/origins", "units": "objects/units", "words": "assembly/words", "assembly-files": "assembly/files", "shell-limits": "machine/limits"}


def script_check(name):
    """A script of tests/run, with everything as broken as it is."""
    def check(b):
        folder = os.path.join(b.here, "script")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        commands = b.commands
        environment = dict(os.environ, BUILD=commands, ROOT=ROOT, ASAN_OPTIONS="detect_leaks=0")
        environment.update((word, os.path.join(commands, word.lower())) for word in ("STARC", "MIPSTER", "MIXTER"))
        status, said = script(["sh", os.path.join(ROOT, "tests", SCRIPTS[name] + ".sh")], folder, environment)
        if status != 0:
            fail("%s: %s" % (SCRIPTS[name], (said.strip() or "status %d" % status).replace(folder + "/", "").split("\n")[0][:110]))
    return check


def check_others(b):
    """Engines of others, right and wrong ones."""
    status, text = script([os.path.join(ROOT, "tests/engines/run")], env=dict(os.environ, BUILD=b.commands))
    if status != 0:
        said = re.search(r"^FAIL (.*)", text, re.M)
        fail("engines of others: %s" % (said.group(1)[:110] if said else "status %d" % status))


def campaign_check(part):
    """A part of tests/campaign/run."""
    def check(b):
        status, text = script([os.path.join(ROOT, "tests/campaign/run"), part], env=dict(os.environ, BUILD=b.campaigns))
        if status != 0:
            said = re.search(r"^FAIL (.*)", text, re.M)
            fail("campaign/%s: %s" % (part, said.group(1)[:110] if said else "status %d" % status))
    return check


CAMPAIGN = {"campaign-" + part: campaign_check(part) for part in ("limits", "once", "page", "killed")}
LANGUAGE = ["int_arithmetic", "int_logic", "int_shift", "int_compare", "int_divide", "long_arithmetic", "long_compare", "long_shift", "conversions",
            "usual_conversions", "narrow_types", "struct_values", "switch_forms", "variadic", "pointer_arithmetic", "optimizer", "initializers",
            "conditional", "strings", "recursion", "increment", "logical", "unions", "constant_expressions", "static_addresses", "if_and_loops", "loops_counted", "long_bounds", "program_calculator", "setjmp_longjmp"]


FLOATING = ["floating", "floating_bits", "floating_constants", "floating_constants_passed", "floating_kept_argument", "floating_records", "floating_setjmp", "floating_dynamic", "builtin_setjmp",
            "complex", "complex_products", "vectors", "aligned_parameters", "alloca_with_align", "../lib/fenv_access", "../lib/fenv_conversions"]


def check_language(b):
    """Test programs, compiled by a broken compiler: qemu has to print what the test expects."""
    compare_programs(b, LANGUAGE, ("-O0", "-O1"))


def check_floating(b):
    """The same with floating point, by routines and by coprocessor 1."""
    compare_programs(b, FLOATING, ("-O0", "-O1", "-O0 -march=mips32", "-O1 -march=mips32"))


def check_assembly(b):
    """asm statements."""
    compare_programs(b, ["assembly"], ("-O0 -march=mips32", "-O1 -march=mips32"))


DIAGNOSED = ["comparisons", "operators", "unused", "formats", "calls", "initializers", "uninitialized", "maybe_uninitialized", "sequence", "warnings",
             "pragma_diagnostic", "pedantic", "rejected", "jumps_into", "recursion_format"]


def check_diagnostics(b):
    """What the compiler says of programs with mistakes, at which place."""
    for name in DIAGNOSED:
        base = os.path.join(ROOT, "tests/errors", name)
        flags = open(base + ".flags").read().split() if os.path.exists(base + ".flags") else []
        sources = sorted(glob.glob(base + "/*.c")) or [base + ".c"]
        r = run([b.host, "starc"] + flags + ["-o", "program"] + sources, b.here)
        said = [line.split(":", 1)[1] for line in r.err.splitlines() if re.search(r"^[^ ]*\.c:.*(error|warning): ", line)]
        want = open(base + ".err").read().splitlines()
        for one, other in zip(said + [""], want + [""]):
            if not one.startswith(other) or (other == "") != (one == ""):
                fail("%s: says '%s', not '%s'" % (name, one[:70], other[:70]))


def compare_programs(b, names, levels):
    hangs = None
    for name in names:
        base = os.path.join(ROOT, "tests/language", name)
        want = open(base + ".out", "rb").read()
        for level in levels:
            r = run([b.host, "starc"] + level.split() + ["-o", "program", base + ".c"], b.here)
            if r.status != 0:
                fail("%s %s: not compiled: %s" % (name, level, r.err[:80]))
            try:
                p = limited(["qemu-mipsel", "./program"], b.here, limit=LIMIT / 6, env=None)
            except Hangs:
                hangs = "%s %s on qemu" % (name, level)
                continue
            if p.stdout != want:
                fail("%s %s: prints otherwise on qemu" % (name, level))
    if hangs is not None:
        raise Hangs(hangs)


CHECKS = {"verify": check_verify, "progress": check_progress, "memory": check_memory, "verify-step": check_verify_step, "verify-0": check_verify_0, "digest": check_digest, "sense": check_sense,
          "planted": check_planted, "report": check_report, "replay": check_replay, "statuses": check_statuses, "counts": check_counts,
          "sample": check_sample, "mixes": check_mixes, "qemu": check_qemu, "gcc": check_gcc, "switch-cases": check_switch_cases,
          "switch-random": check_switch_random, "switch-small": check_switch_small, "switch-progress": check_switch_progress, "switch-sanitized": check_switch_sanitized, "steps": check_steps, "engines": check_engines, "comparison": check_comparison, "twins": check_twins, "deaths": check_deaths,
          "translate-random": check_translate_random, "translate-limits": check_translate_limits, "states": check_states, "others": check_others, "objdump": check_objdump, "language": check_language, "floating": check_floating, "assembly": check_assembly, "diagnostics": check_diagnostics, "proof": check_proof, "proof-engines": check_proof_engines, "blocks": check_blocks}
CHECKS.update(LIBRARY)
CHECKS.update(CAMPAIGN)
CHECKS.update((name, script_check(name)) for name in SCRIPTS)
