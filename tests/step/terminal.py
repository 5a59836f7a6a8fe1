# terminal.py PROGRAM: mixter step in a terminal of tmux: keys, a prompt, another size, input of the program, an interrupt.
# What is awaited is a text on the page; nothing else is timed. Prints the page at three moments.
import os
import subprocess
import sys
import time

socket = f'mixter-step-{os.getpid()}'
environment = dict(os.environ, LC_ALL='C.UTF-8', TERM='screen')


def tmux(*arguments):
    return subprocess.run(['tmux', '-u', '-L', socket, '-f', '/dev/null', *arguments], env=environment, capture_output=True,
                          text=True, check=True).stdout


def page():
    return '\n'.join(line.rstrip() for line in tmux('capture-pane', '-p', '-t', 'page').splitlines()).rstrip() + '\n'


def fail(text):
    print(f'not shown: {text}\n{page()}')
    tmux('kill-server')
    sys.exit(1)


def until(*texts, seconds=120):
    end = time.time() + seconds
    while not all(text in (shown := page()) for text in texts):
        if time.time() > end:
            fail(texts)
        time.sleep(0.05)
    return shown


def press(*keys):
    for key in keys:
        tmux('send-keys', '-t', 'page', key)


tmux('new-session', '-d', '-s', 'page', '-x', '80', '-y', '24', f'{" ".join(sys.argv[1:])}; echo "status $?"; exec cat')
# Keys of tmux are events of their own: each is awaited before the next.
until('main at walk.c:40', 'CAPS back')
press('s')
until('fill at walk.c:28')
press('g')
until('go to instruction (N, +N, -N, end):')
press('1', '0', '0', 'Enter')
print(until('instruction 100 of', 'fill at walk.c:29'), end='')
press('Up')
until('+  28')
press('b')
until('a breakpoint at 0x00400')
tmux('resize-window', '-t', 'page', '-x', '100', '-y', '30')
until('output: 0 bytes', 'CAPS back  ? help  q')
press('c')
print(until(' breakpoint at 0x00400', 'b>  28'), end='')
press('?')
until('a line, into calls')
press('.')
until('registers')
press('b')
until('no breakpoint at')
press('c')
print(until('killed: address error'), end='')
press('N')
until('instruction 1073 of 1074')
press('q')
until('status 0')
tmux('kill-server')
