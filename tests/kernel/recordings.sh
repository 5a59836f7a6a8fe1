# Where digests are taken: in recordings of today and of version 3, where they were taken at multiples of 2^22 instructions: a
# recording that the version of then has made of the program here, which is put together by hand so that no compiler changes it.
hypster=$BUILD/hypster mixter=$BUILD/mixter failures=0
fail() { echo "$*"; failures=1; }
replays() { # text, program: everywhere
    for command in "$MIPSTER" "$MIPSTER --engine interp" "$hypster" "$mixter --slice 99999 --depth 2"; do
        $command --replay recording "$2" > output 2> messages && grep -q ': equal to the recording' messages || fail "$1 by $command: $(cat messages)"
        [ ! -s output ] || fail "$1 by $command prints"
    done
}
python3 - << 'END' || exit 1
import struct
def i(op, s, t, n): return op << 26 | s << 21 | t << 16 | n & 0xffff
def addu(d, s, t): return s << 21 | t << 16 | d << 11 | 0x21
def loop(doubled, at):  # four instructions, 10240 * 2^doubled times, with a store
    return [i(9, 0, 16, 0x2800)] + [addu(16, 16, 16)] * doubled + [i(43, 29, 16, at), i(9, 16, 16, -1), i(5, 16, 0, -3), 0]
words = loop(8, 0)
words += [i(9, 0, 2, 4004), i(9, 0, 4, 1), addu(5, 29, 0), i(9, 0, 6, 4), 12]  # write(1, $sp, 4)
words += loop(7, -0x1000)
words += [i(9, 0, 2, 4001), i(9, 0, 4, 3), 12]  # exit(3)
code = struct.pack("<%dI" % len(words), *words)
head = struct.pack("<16sHHIIIIIHHHHHH", b"\x7fELF\1\1\1", 2, 8, 1, 0x400054, 52, 0, 0x70001001, 52, 32, 1, 0, 0, 0)
segment = struct.pack("<8I", 1, 0, 0x400000, 0x400000, 84 + len(code), 84 + len(code), 5, 0x1000)
open("old", "wb").write(head + segment + code)

recording = """4352584d 3 4 0 2 400000 0 3d7f2437 34cec638 2 800000 0 65efa2a4 f7c84590 2 a0000d 0 d2050e67 aef2dfab
1 fa4 1 7fff7f40 4 0 a0000d 0 4 0 2 c00000 0 3533b120 3285a69 2 f00018 0 e5423e9c d9e1a769
1 fa1 3 7fff7f40 4 0 f00018 0 0 0 2 f00019 0 e5d9bf9b ee4899cb 3 3"""
words = [int(word, 16) for word in recording.split()]
def write(name, words): open(name, "wb").write(struct.pack("<%dI" % len(words), *words))
write("recording", words)
for name, at in ("due", 32), ("call", 17), ("end", 52):
    write(name, words[:at] + [words[at] ^ 0x10] + words[at + 1:])
write("ends", words[:29])
END
chmod +x old
replays 'version 3' old
for at in due:12582912 call:10485773 end:15728665; do
    "$MIPSTER" --replay ${at%:*} old > output 2> messages
    [ $? = 1 ] && grep -q "DIFFERENT from the recording after ${at#*:} instructions: another digest of effects" messages || fail "$at: $(cat messages)"
done
"$MIPSTER" --replay ends old > output 2> messages
[ $? = 1 ] && grep -q 'DIFFERENT' messages || fail "a recording that ends: $(cat messages)"

# The same program today: one place after 2^22 instructions twice, and once after the call.
"$MIPSTER" --record recording old > output; [ $? = 3 ] || fail 'no recording'
replays 'version 4' old
python3 - << 'END' || failures=1
import struct
data = open("recording", "rb").read()
words = struct.unpack("<%dI" % (len(data) // 4), data)
due = [words[at + 1] for at in (4, 9, 29)]
if words[1] != 4 or [words[at] for at in (4, 9, 14, 29, 34)] != [5, 5, 2, 5, 2] or due != [2**22, 2**23, 10485773 + 2**22]:
    print("other places:", ["%x" % word for word in words])
END

# Where many pages change, places are rare, and calls are without memory.
"$STARC" -o wide "$ROOT/tests/kernel/wide.c" || exit 1
"$MIPSTER" --digest --record recording wide > expected 2> digest || fail 'no recording of wide'
replays 'wide' wide
for command in "$MIPSTER --engine interp --slice 7777" "$hypster" "$mixter --slice 99999 --depth 2"; do
    $command --digest wide 2>&1 > output | sed 's/^[a-z]*: //' > other
    sed 's/^[a-z]*: //' digest | cmp -s - other || fail "$command: another digest: $(cat other digest)"
done
python3 - << 'END' || failures=1
import struct
data = open("recording", "rb").read()
words = struct.unpack("<%dI" % (len(data) // 4), data)
kinds, at, last, most = [], 4, 0, 0
while words[at] != 3:
    kinds.append(words[at])
    if words[at] != 1:
        most, last = max(most, words[at + 1] - last), words[at + 1]
    stores = words[at + 9] if words[at] == 1 else 0
    at += 10 if words[at] == 1 else 5
    for _ in range(stores):
        at += 2 + (words[at + 1] + 3) // 4
calls, brief = kinds.count(1), kinds.count(6)
if brief < 20 or kinds.count(2) < 5 or kinds.count(5) < 5 or most < 2**24:
    print("%d calls, %d of them without memory, %d with it, %d places between, %d instructions apart at most" % (calls, brief, kinds.count(2), kinds.count(5), most))
    raise SystemExit(1)
END
exit $failures
