# Read by gdb (values.sh): steps through a program instruction by instruction and looks at every frame. A function that
# has called another one keeps its line (of the call), saved registers and values, or these are optimized out. A
# parameter called p12 is 12 wherever it has a value, and a variable v12 at -O1 (at -O0 it is in memory from the start);
# k12 has one wherever its function has called another one.
import re
import gdb

SAVED = ['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7', 'gp', 'sp', 's8']
NAMED = re.compile('[kpv][0-9]+' if int(gdb.convenience_variable('level')) > 0 else 'p[0-9]+')
SIMPLE = (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_FLT, gdb.TYPE_CODE_PTR, gdb.TYPE_CODE_BOOL, gdb.TYPE_CODE_ENUM)
sources, counts = {}, {'steps': 0, 'outer frames': 0, 'values': 0, 'optimized out': 0, 'wrong': 0}


def wrong(*what):
    counts['wrong'] += 1
    if counts['wrong'] <= 10:
        print('WRONG at %#x:' % gdb.newest_frame().pc(), *what)


def source_of(place):
    name = place.symtab.filename if place.symtab else None
    if name not in sources:
        try:
            sources[name] = open(name).read().split('\n')
        except (OSError, TypeError):
            sources[name] = None
    return sources[name]


def check_call(frame, callee):
    place = frame.find_sal()
    lines = source_of(place)
    if lines is None:
        return
    line = lines[place.line - 1]
    if not re.search(r'\b(%s|call)\(' % callee.name(), line):
        wrong(frame.name(), 'calls', callee.name(), 'in the line', line)
    head = [line for line in lines[:place.line] if re.match(r'\w.*\(', line)][-1]
    if frame.name() not in head:
        wrong(frame.name(), 'calls', callee.name(), 'in the function', head)


# The values of the locals of a frame, None where optimized out, but for those whose address may be known elsewhere.
def values_of(frame):
    values = {}
    try:
        block = frame.block()
    except RuntimeError:
        return values  # machine code of the library: setjmp, __call_indirect
    while block is not None and not block.is_static and not block.is_global:
        for symbol in block:
            if not symbol.needs_frame or symbol.name in values:
                continue
            value = symbol.value(frame)
            if value.type.strip_typedefs().code not in SIMPLE:
                continue
            if value.is_optimized_out:
                values[symbol.name] = None
            elif value.address is None or NAMED.fullmatch(symbol.name):
                values[symbol.name] = int(value) if value.type.strip_typedefs().code != gdb.TYPE_CODE_FLT else float(value)
        if block.function is not None:
            break
        block = block.superblock
    return values


def look_at(frame, callee):
    values = values_of(frame)
    for name, value in values.items():
        if value is not None and NAMED.fullmatch(name) and value != int(name[1:]):
            wrong(name, 'is', value, 'in', frame.name(), 'above', callee and callee.name())
        if value is None and re.fullmatch('k[0-9]+', name) and callee is not None:
            wrong(name, 'is not known in', frame.name(), 'above', callee.name())
    if callee is None:
        return None
    counts['outer frames'] += 1
    counts['values'] += sum(value is not None for value in values.values())
    counts['optimized out'] += sum(value is None for value in values.values())
    check_call(frame, callee)
    registers = [int(frame.read_register(name)) for name in SAVED]
    return {'pc': frame.pc(), 'line': frame.find_sal().line, 'registers': registers, 'values': values}


def look(before):
    frames, frame, callee = [], gdb.newest_frame(), None
    while frame is not None:
        state = look_at(frame, callee)
        if state is not None:
            frames.append((frame.name(), state))
        frame, callee = frame.older(), frame
    frames.reverse()
    if callee.name() not in ('main', '_start', '__start_main'):
        wrong('the outermost function is', callee.name())
    for (name, now), (_, then) in zip(frames, before):
        if now['pc'] != then['pc'] or now['registers'][9] != then['registers'][9]:
            break  # a new call
        if now != then:
            wrong(name, 'was', then, 'and is', now)
    return frames


def run(steps):
    gdb.execute('set pagination off')
    gdb.execute('break main')
    gdb.execute('continue')
    frames = []
    while counts['steps'] < steps and gdb.newest_frame().name() not in ('_start', '__start_main', 'exit'):
        frames = look(frames)
        counts['steps'] += 1
        gdb.execute('stepi')
    print('RESULT ' + ', '.join('%d %s' % (number, what) for what, number in counts.items()))


run(int(gdb.convenience_variable('steps')))
