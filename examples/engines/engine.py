#!/usr/bin/env python3
"""An engine of 17 instructions for `mixter verify --with`, which speaks the protocol of docs/engines.md."""
import sys

MASK, PAGE = 0xFFFFFFFF, 4096
pages, permissions, written = {}, {}, set()
r = [0] * 32
state = {"pc": 0, "next_pc": 4, "hi": 0, "lo": 0}


class Stop(Exception):
    """The instruction cannot be executed: why, and at which address."""


def signed(word):
    return (word ^ 0x80000000) - 0x80000000


def page_of(address, access):
    if address % 4 or address > 0x7FFFFFFF:
        raise Stop("address-error", address)
    page = address - address % PAGE
    if not permissions.get(page, 0) & access:
        raise Stop("page-fault", address)
    return page


def load(address, access):
    bytes_, offset = pages[page_of(address, access)], address % PAGE
    return int.from_bytes(bytes_[offset:offset + 4], "little")


def store(address, word):
    page = page_of(address, 2)
    pages[page][address % PAGE:address % PAGE + 4] = word.to_bytes(4, "little")
    written.add(page)


def step():
    pc, next_pc = state["pc"], state["next_pc"]
    word = load(pc, 4)
    opcode, function, following = word >> 26, word & 63, next_pc + 4
    s, t, to, value = r[word >> 21 & 31], r[word >> 16 & 31], word >> 16 & 31, 0
    immediate = (word & 0xFFFF ^ 0x8000) - 0x8000
    if (2 <= opcode <= 5 or opcode == 0 and function == 8) and next_pc != pc + 4:
        raise Stop("reserved", 0)  # a jump in a slot
    if opcode == 35:  # lw
        value = load(s + immediate & MASK, 1)
    elif opcode == 43:  # sw
        store(s + immediate & MASK, t)
        to = 0
    elif opcode == 9:  # addiu
        value = s + immediate
    elif opcode in (4, 5):  # beq, bne
        following, to = (pc + 4 + immediate * 4 if (s == t) == (opcode == 4) else following), 0
    elif opcode in (2, 3):  # j, jal
        following = pc + 4 & 0xF0000000 | (word & 0x3FFFFFF) << 2
        value, to = pc + 8, 31 if opcode == 3 else 0
    elif opcode == 0 and (function in (8, 12, 16, 18, 25, 27, 33, 35, 42) or word == 0):
        to = word >> 11 & 31
        if function == 12:  # syscall
            raise Stop("call", 0)
        if function == 8:  # jr
            following = s
        elif function == 25:  # multu
            state["hi"], state["lo"] = s * t >> 32, s * t & MASK
        elif function == 27:  # divu; by 0 as Mixter does
            state["lo"], state["hi"] = divmod(s, t) if t else (s, 0)
        elif word:  # mfhi, mflo, addu, subu, slt; not nop
            value = {16: state["hi"], 18: state["lo"], 33: s + t, 35: s - t, 42: signed(s) < signed(t)}[function]
    else:
        raise Stop("unknown", 0)
    if to:
        r[to] = int(value) & MASK
    state["pc"], state["next_pc"] = next_pc, following & MASK


def run(budget):
    for retired in range(budget):
        try:
            step()
        except Stop as stop:
            return "%s %x %x" % (*stop.args, retired)
    return "budget 0 %x" % budget


def answer(request, *words):
    if request in ("map", "read", "run"):
        words = [int(word, 16) for word in words]
    if request == "map":
        for page in range(words[0], words[0] + words[1], PAGE):
            permissions[page] = words[2]
            if page not in pages or not words[2]:
                pages[page] = bytearray(PAGE)
    elif request == "write":
        address = int(words[0], 16)
        bytes_ = bytes.fromhex(words[1])
        pages[address - address % PAGE][address % PAGE:address % PAGE + len(bytes_)] = bytes_
    elif request == "read":
        return pages[words[0] - words[0] % PAGE][words[0] % PAGE:words[0] % PAGE + words[1]].hex()
    elif request == "set":
        named = {name: int(value, 16) for name, value in (word.split("=") for word in words)}
        r[:] = [named.get("r%d" % i, 0) for i in range(32)]
        state.update({name: named.get(name, 0) for name in state})
    elif request == "get":
        named = {"r%d" % i: r[i] for i in range(1, 32)} | state
        return " ".join("%s=%x" % item for item in named.items())
    elif request == "run":
        return run(words[0])
    elif request == "written":
        pages_written = " ".join("%x" % page for page in written)
        written.clear()
        return pages_written
    return ""


print("mixter-engine 1 python budgets slots exceptions addresses", flush=True)
for line in sys.stdin:
    print("ok", answer(*line.split()), flush=True)
