# signals.py: signals that the server itself gets: it is stopped and goes on without the session noticing; it is
# interrupted by a debugger; it is ended, and the debugger sees the connection close.
import os
import signal
import sys

from remote import Remote

open('endless.c', 'w').write('int main(void) { for (volatile unsigned i = 0;; i++); }\n')
remote = Remote(['mipster', '--gdb', '-', 'endless.c'])
pid = remote.process.pid


def state():
    return open(f'/proc/{pid}/stat').read().rpartition(')')[2].split()[0]


def place():
    return int(remote.monitor('count').split()[1].rstrip(','))


last = 0
for round in range(20):
    remote.send(b'vCont;c')
    os.kill(pid, signal.SIGSTOP)
    while state() != 'T':
        pass
    os.kill(pid, signal.SIGWINCH)
    os.kill(pid, signal.SIGCONT)
    while state() == 'T':
        pass
    remote.send_raw(b'\x03')
    reply = remote.receive()
    if not reply.startswith(b'T02'):
        sys.exit(f'interrupted: {reply}')
    if place() < last:
        sys.exit(f'it went back from {last} to {place()}')
    last = place()
remote.monitor('go 100')
if place() != 100:
    sys.exit('it does not go back')
os.kill(pid, signal.SIGTERM)
try:
    while True:
        remote.byte()
except EOFError:
    pass
if remote.process.wait(timeout=60) != -signal.SIGTERM:
    sys.exit(f'it ended with {remote.process.returncode}')
