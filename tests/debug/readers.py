"""readers.py PROGRAM OUT CASE: puts debugging information into a copy of a program, as large or as hostile as CASE says."""
import struct, sys

program, out, case = sys.argv[1:]
data = bytearray(open(program, "rb").read())
entry = struct.unpack_from("<I", data, 24)[0]
low, high = entry, entry + 0x10000


def uleb(number):
    text = b""
    while True:
        text += bytes([number & 127 | (128 if number > 127 else 0)])
        number >>= 7
        if number == 0:
            return text


def abbreviation(code, tag, has_children, *attributes):
    return uleb(code) + bytes([tag, has_children]) + b"".join(uleb(a) + uleb(f) for a, f in attributes) + b"\0\0"


ADDR, DATA4, STRING, EXPRLOC, REF_ADDR, REF4, SEC_OFFSET = 1, 6, 8, 0x18, 0x10, 0x13, 0x17
NAME, LINES, LOW, HIGH, LOCATION, TYPE, RANGES = 3, 0x10, 0x11, 0x12, 2, 0x49, 0x55
UNIT, FUNCTION, VARIABLE, TYPEDEF = 0x11, 0x2e, 0x34, 0x16
abbreviations = (abbreviation(1, UNIT, 1, (NAME, STRING), (LOW, ADDR), (HIGH, DATA4)) + abbreviation(2, FUNCTION, 1, (NAME, STRING), (LOW, ADDR), (HIGH, DATA4)) +
                 abbreviation(3, VARIABLE, 0, (NAME, STRING), (TYPE, REF_ADDR), (LOCATION, EXPRLOC)) + abbreviation(4, TYPEDEF, 0, (TYPE, REF_ADDR)))


def unit(entries, table=0):
    return struct.pack("<IHIB", len(entries) + 7, 4, table, 4) + entries


def function(name, start, length, inside=b""):
    return b"\2" + name + b"\0" + struct.pack("<II", start, length) + inside + b"\0"


def whole(entries, table=0):
    """A unit that has the code of the program."""
    return unit(b"\1here.c\0" + struct.pack("<II", low, high - low) + entries + b"\0", table)


sections = {".debug_abbrev": abbreviations}
if case == "units":  # many, each with abbreviations of its own; the last one has the code
    table = abbreviations + b"\0"
    sections[".debug_abbrev"] = table * 20001
    sections[".debug_info"] = b"".join(unit(b"\1u\0" + struct.pack("<II", 0x10000000 + 16 * i, 16) + function(b"f%d" % i, 0x10000000 + 16 * i, 16) + b"\0", i * len(table))
                                       for i in range(20000)) + whole(function(b"found", low, high - low), 20000 * len(table))
elif case == "abbreviations":  # 50,000, from the last to the first, and an entry of each
    many = b"".join(abbreviation(5 + i, TYPEDEF, 0) for i in reversed(range(50000)))
    sections[".debug_abbrev"] = many + abbreviations
    sections[".debug_info"] = whole(b"".join(uleb(5 + i) for i in range(50000)) * 10 + function(b"found", low, high - low))
elif case == "overlap":  # each of 20,000 units has a table that is the rest of one of 2 MB
    sections[".debug_abbrev"] = abbreviations + abbreviation(127, TYPEDEF, 0) * 400000
    sections[".debug_info"] = b"".join(unit(b"\1u\0" + bytes(8) + b"\0", len(abbreviations) + 5 * i) for i in range(20000)) + whole(function(b"found", low, high - low))
elif case == "references":  # variables whose types are typedefs, in one of 300,000 units, of typedefs
    empty = unit(b"")
    far = len(empty) * 300000
    types = struct.pack("<IHIB", 7 + 5 * 50, 4, 0, 4) + b"".join(b"\4" + struct.pack("<I", far + 11 + 5 * ((i * 7 + 1) % 50)) for i in range(50))
    variables = b"".join(b"\3v%d\0" % i + struct.pack("<I", far + 11 + 5 * (i % 50)) + b"\2\x91\0" for i in range(60))
    sections[".debug_info"] = empty * 300000 + types + whole(function(b"found", low, high - low, variables))
elif case == "ranges":  # of 5,000 units all have the same 200,000 ranges
    sections[".debug_abbrev"] += abbreviation(5, UNIT, 0, (LOW, ADDR), (RANGES, SEC_OFFSET))
    sections[".debug_info"] = b"".join(unit(b"\5" + struct.pack("<II", 0, 0)) for i in range(5000)) + whole(function(b"found", low, high - low))
    sections[".debug_ranges"] = b"".join(struct.pack("<II", 0x20000000 + 8 * i, 0x20000004 + 8 * i) for i in range(200000)) + bytes(8)
elif case == "files":  # 50,000, and 400,000 rows in turns from one near the end and another
    sections[".debug_abbrev"] += abbreviation(5, UNIT, 1, (LOW, ADDR), (HIGH, DATA4), (LINES, SEC_OFFSET))
    sections[".debug_info"] = unit(b"\5" + struct.pack("<III", low, high - low, 0) + function(b"found", low, high - low) + b"\0")
    header = bytes([4, 1, 1, 0xfb, 14, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1]) + b"folder\0\0" + b"".join(b"file%d.c\0\1\0\0" % i for i in range(1, 50001)) + b"\0"
    rows = b"".join(b"\4" + uleb(49000 + i % 2 * 900) + b"\x20" for i in range(400000))
    code = b"\0\5\2" + struct.pack("<I", 0x10000000) + rows + b"\0\1\1" + b"\0\5\2" + struct.pack("<I", low) + b"\4" + uleb(49999) + b"\1\2" + uleb(high - low) + b"\0\1\1"
    sections[".debug_line"] = struct.pack("<IHI", len(header) + len(code) + 6, 4, len(header)) + header + code
else:
    sys.exit("readers.py: no such case")

names = b"\0.shstrtab\0"
headers = bytes(40)
data += bytes(-len(data) % 4)
for name, contents in sections.items():
    headers += struct.pack("<10I", len(names), 1, 0, 0, len(data), len(contents), 0, 0, 1, 0)
    names += name.encode() + b"\0"
    data += contents
headers += struct.pack("<10I", 1, 3, 0, 0, len(data), len(names), 0, 0, 1, 0)
data += names
data += bytes(-len(data) % 4)
struct.pack_into("<I", data, 32, len(data))
struct.pack_into("<HHH", data, 46, 40, len(sections) + 2, len(sections) + 1)
open(out, "wb").write(data + headers)
