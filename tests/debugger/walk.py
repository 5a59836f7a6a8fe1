# walk.py MOVES COMMAND…: random moves in both directions. At each place the digest of the state is what it was when the
# walk was there before, and registers, too; the count is what the move says.
import random
import sys

from remote import Remote

random.seed(7)
moves = int(sys.argv[1])
remote = Remote(sys.argv[2:])
remote.ask(b'qSupported:multiprocess+')
seen = {}
back = 0


def place():
    return int(remote.monitor('count').split()[1].rstrip(','))


def look():
    current = remote.ask(b'qC')
    remote.ask(b'Hg' + current[2:])
    state = (remote.monitor('digest'), remote.ask(b'g'), current)
    here = place()
    if seen.setdefault(here, state) != state:
        sys.exit(f'at {here}: {state} instead of {seen[here]}')
    return here


start = look()
remote.ask(b'vCont;c')  # to the end: everything is before it
end = look()
for move in range(moves):
    here = place()
    kind = random.choice(['step', 'back', 'go', 'near', 'break', 'again'])
    if kind == 'step' and here < end:
        remote.ask(b'vCont;s')
        arrived = look()
        if arrived <= here:
            sys.exit(f'a step from {here} leads to {arrived}')
    elif kind == 'back' and here > start:
        reply = remote.ask(b'bs')
        arrived = look()
        back += 1
        if arrived >= here and b'replaylog:begin' not in reply:  # the first instruction of a context
            sys.exit(f'a step back from {here} leads to {arrived}')
    elif kind == 'break':
        registers = remote.ask(b'g')
        pc = int.from_bytes(bytes.fromhex(registers[37 * 8:38 * 8].decode()), 'little')
        process = remote.ask(b'qC')[2:]
        remote.monitor(f'go {random.randint(start, end)}')
        remote.ask(b'Hg' + process)
        remote.ask(b'Z0,%x,4' % pc)
        before = place()
        reply = remote.ask(random.choice([b'bc', b'vCont;c']))
        remote.ask(b'Hg' + process)
        remote.ask(b'z0,%x,4' % pc)
        look()
        if b'break' not in reply and b'replaylog' not in reply and reply[:1] not in b'TWX':
            sys.exit(f'from {before}: {reply}')
    else:
        target = {'go': random.randint(start, end), 'near': max(start, min(end, here + random.randint(-300, 300)))}.get(kind) \
            or random.choice(list(seen))
        remote.monitor(f'go {target}')
        if look() != target:
            sys.exit(f'go {target} leads to {place()}')
remote.close()
if back == 0 or len(seen) < min(moves // 4, 400):
    sys.exit('hardly moved')
print(f'{moves} moves, {len(seen)} places')
