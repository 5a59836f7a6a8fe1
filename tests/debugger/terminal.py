# mixter debug at a terminal: source is shown, libcstar's too; Ctrl-C interrupts; input reaches the program; it goes back.
import os
import pty
import select
import sys
import time

open('asks.c', 'w').write('''#include <stdio.h>
static unsigned step(unsigned x) { return x * 5 + 1; }
int main(void) {
    unsigned x = 1;
    char name[20];
    puts("who?");
    if (scanf("%19s", name) == 1)
        printf("hello %s\\n", name);
    fflush(stdout);
    for (;;)
        x = step(x);
}
''')
child, terminal = pty.fork()
if child == 0:
    os.environ['TERM'] = 'dumb'
    os.execvp('mixter', ['mixter', 'debug', 'asks.c'])
shown = b''


def read_more():
    global shown
    if not select.select([terminal], [], [], 0.5)[0]:
        return
    try:
        shown += os.read(terminal, 4096)
    except OSError:
        sys.exit(f'it has ended:\n{shown.decode(errors="replace")}')


def until(arrived, what, seconds=120):
    end = time.time() + seconds
    while not arrived():
        if time.time() > end:
            sys.exit(f'no {what}:\n{shown.decode(errors="replace")}')
        read_more()


def send(text):
    os.write(terminal, text)


def after(text, start):  # what is shown behind a text, from there on; None: it is not there yet
    at = shown.find(text, start)
    return None if at < 0 else shown[at + len(text):]


def await_prompt(start=0, echo=b''):  # the line is shown again while it is typed: the prompt is the last thing behind it
    until(lambda: (after(echo, start) or b'').endswith(b'(gdb) '), f'prompt behind {echo}')


def do(command):
    start = len(shown)
    send(command.encode() + b'\n')
    await_prompt(start, command.encode() + b'\r\n')


await_prompt()
do('tbreak 7')
do('continue')
here = len(shown)
send(b'continue\n')
until(lambda: after(b'Continuing.', here) is not None, 'Continuing')  # gdb does not read any more
send(b'ann\n')
until(lambda: after(b'hello ann', here) is not None, 'greeting')
here = len(shown)
send(b'\x03')
await_prompt(here, b'SIGINT')
do('tbreak 11')  # it may have been interrupted in printf still, where there is no name
do('continue')
do('watch name[0]')
do('reverse-continue')
do('info source')  # libcstar's, called by scanf: <memory.c>
do('list')
do('monitor count')
send(b'quit\n')
if os.waitpid(child, 0)[1] != 0:
    sys.exit('its status')
for text in [b'main () at asks.c:4', b'SIGINT', b'Old value = 97', b'memory.c>\r\n', b'instruction ']:
    if text not in shown:
        sys.exit(f'no {text}:\n{shown.decode(errors="replace")}')
