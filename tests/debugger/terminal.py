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


def read_more(seconds):
    global shown
    if not select.select([terminal], [], [], seconds)[0]:
        return False
    try:
        shown += os.read(terminal, 4096)
    except OSError:
        sys.exit(f'it has ended:\n{shown.decode(errors="replace")}')
    return True


def await_text(text, seconds=90):
    end = time.time() + seconds
    while text not in shown:
        if time.time() > end:
            sys.exit(f'no {text}:\n{shown.decode(errors="replace")}')
        read_more(0.5)


def await_prompt(seconds=90):  # the line is shown again while it is typed: the last thing, and nothing follows
    end, start = time.time() + seconds, len(shown)
    while read_more(0.5) or not (shown.endswith(b'(gdb) ') and len(shown) > start):
        if time.time() > end:
            sys.exit(f'no prompt:\n{shown.decode(errors="replace")}')


def send(text):
    os.write(terminal, text)


def do(command):
    send(command.encode() + b'\n')
    await_prompt()


await_prompt()
do('tbreak 7')
do('continue')
send(b'continue\n')
time.sleep(1)
send(b'ann\n')
await_text(b'hello ann')
send(b'\x03')
await_prompt()
do('tbreak 11')  # it may have been interrupted in printf still, where there is no name
do('continue')
do('watch name[0]')
do('reverse-continue')
do('info source')  # libcstar's: <scanf.c>
do('list')
do('monitor count')
send(b'quit\n')
if os.waitpid(child, 0)[1] != 0:
    sys.exit('its status')
for text in [b'main () at asks.c:4', b'SIGINT', b'Old value = 97', b'scanf.c>\r\n', b'instruction ']:
    if text not in shown:
        sys.exit(f'no {text}:\n{shown.decode(errors="replace")}')
