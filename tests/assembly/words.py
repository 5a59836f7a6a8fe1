#!/usr/bin/env python3
"""Instructions of all kinds with random operands, for starc's assembler and GNU as: the words have to be the same.

words.py ISA.DEF PSEUDO.DEF SEED COUNT: writes COUNT of each row to standard output."""

import random
import re
import sys


def register():
    return f"${random.randrange(32)}"


def other_register():  # none that an expansion uses
    return f"${random.choice([n for n in range(2, 31)])}"


def floating():
    return f"$f{random.randrange(0, 32, 2)}"


def signed():
    return random.choice([0, 1, -1, 32767, -32768, random.randrange(-32768, 32768)])


def unsigned():
    return random.choice([0, 1, 65535, 32768, random.randrange(65536)])


def amount():
    return random.randrange(32)


def native(name, operands):
    """The operands of a row of isa.def."""
    position = amount()
    fields = {
        "d": register, "s": other_register if "al" in name else register, "t": register,
        "D": floating, "R": floating, "S": floating, "T": floating,
        "M": lambda: f"$fcc{random.randrange(8)}", "N": lambda: f"$fcc{random.randrange(8)}",
        "a": lambda: "target", "b": lambda: "target",
        "c": lambda: random.randrange(1 << 20), "e": lambda: random.randrange(1 << 10),
        "f": lambda: random.randrange(1 << 10), "x": lambda: random.randrange(1 << 10),
        "g": lambda: "$31", "h": lambda: "$29", "i": signed, "k": amount, "p": amount, "u": unsigned,
        "m": lambda: random.randrange(1, 33 - position), "n": lambda: random.randrange(1, 33 - position),
        "w": lambda: position,
    }
    if name.startswith("jalr"):  # whose registers must differ
        return ",".join(random.sample([f"${n}" for n in range(1, 32)], 2))
    text, skip = "", operands.startswith("zero")
    if skip:
        text, operands = "$0", operands[4:]
    for letter in operands:
        text += str(fields[letter]()) if letter in fields else letter
    return text


def pseudo(operands):
    """The operands of a row of pseudo.def."""
    first, texts = other_register(), []
    fields = {
        "r": other_register, "z": lambda: "$0", "s": lambda: first, "f": floating, "x": lambda: "target",
        "0": lambda: 0, "1": lambda: 1, "-": lambda: -1,
        "i": signed, "n": lambda: random.randrange(-32767, 0), "u": unsigned,
        "h": lambda: random.randrange(1, 65536) << 16, "c": lambda: random.randrange(2, 1 << 31),
        "w": amount, "m": lambda: f"{random.randrange(-32768, 32000)}({other_register()})",
        "M": lambda: f"{random.randrange(-32768, 32000)}({first})",
    }
    for i, letter in enumerate(operands):
        texts.append(first if i == 0 and letter == "r" else str(fields[letter]()))
    return ",".join(texts)


def main():
    random.seed(int(sys.argv[3]))
    count = int(sys.argv[4])
    rows = re.findall(r'^ISA\(\w+, "([^"]+)", "([^"]*)"', open(sys.argv[1]).read(), re.M)
    pseudos = re.findall(r'^PSEUDO\("([^"]+)", "([^"]*)", (\w+)', open(sys.argv[2]).read(), re.M)
    print("\t.set noat\n\t.set noreorder\ntarget:")
    for name, operands in rows:
        for _ in range(count):
            print(f"\t{name} {native(name, operands)}")
    print("\t.set at\n\t.set reorder")
    for name, operands, subset in pseudos:
        for _ in range(count if subset == "MIPS32" or name not in ("move", "pause") else 0):
            print(f"\t{name} {pseudo(operands)}")


main()
