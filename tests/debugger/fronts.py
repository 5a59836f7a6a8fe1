# fronts.py: front ends other than gdb's own: gdb's machine interface as VS Code's C/C++ extension uses it, LLDB, and LLDB's
# adapter for the Debug Adapter Protocol (both if they are there). Each debugs `list` at a port of its own.
import json
import os
import shutil
import subprocess
import sys


def serve():
    server = subprocess.Popen(['mipster', '--gdb', ':0', 'list'], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    return server, server.stderr.readline().split()[-1]  # …: target remote localhost:PORT


def expect(what, text, *parts):
    missing = [part for part in parts if part not in text]
    if missing:
        sys.exit(f'{what}: no {missing} in\n{text}')


class Lines:  # a program that answers a command with lines, the last of which is known
    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def ask(self, command, *ends):
        self.process.stdin.write(command + '\n')
        self.process.stdin.flush()
        text = ''
        for end in ends:
            while not (line := self.process.stdout.readline()).startswith(end):
                text += line
                if line == '' or line.startswith('^error'):
                    sys.exit(f'{command}: no {end} in\n{text}')
            text += line
        return text


def machine_interface():
    server, where = serve()
    gdb = Lines('gdb-multiarch', '-nx', '-q', '--interpreter=mi')
    for command in ['-gdb-set debuginfod enabled off', '-gdb-set pagination off', '-file-exec-and-symbols list']:
        gdb.ask(command, '^done')
    gdb.ask(f'-target-select remote {where}', '*stopped', '^connected')
    gdb.ask('-break-insert -f push', '^done')
    expect('MI', gdb.ask('-exec-continue', '*stopped'), 'reason="breakpoint-hit"', 'func="push"', 'line="13"')
    expect('MI', gdb.ask('-stack-list-frames', '^done'), 'func="push"', 'func="main"', 'line="27"')
    expect('MI', gdb.ask('-stack-list-variables --simple-values', '^done'), 'name="value"', 'value="0"')
    expect('MI', gdb.ask('-exec-next', '*stopped'), 'line="14"')
    expect('MI', gdb.ask('-exec-finish', '*stopped'), 'reason="function-finished"', 'func="main"')
    expect('MI', gdb.ask('-exec-step --reverse', '*stopped'), 'func="push"')
    expect('MI', gdb.ask('-exec-continue --reverse', '*stopped'), 'line="13"')
    expect('MI', gdb.ask('-data-evaluate-expression used', '^done'), 'value="0"')
    gdb.ask('-gdb-exit', '^exit')
    server.wait(timeout=60)


def lldb():
    server, where = serve()
    script = ['target create list', f'gdb-remote {where}', 'breakpoint set --name push', 'continue', 'thread backtrace', 'next', 'finish',
              'breakpoint disable', 'watchpoint set variable sum', 'continue', 'continue', 'watchpoint disable', 'expression sum',
              'register read a0', 'memory region $pc', 'memory read --format x --size 4 --count 2 &items', 'continue', 'kill', 'quit']
    open('lldb.script', 'w').write('\n'.join(script) + '\n')
    said = subprocess.run(['lldb', '--no-lldbinit', '--batch', '--source', 'lldb.script'], capture_output=True, text=True, timeout=300,
                          stdin=subprocess.DEVNULL).stdout
    expect('LLDB', said, 'push(list=0x00000000, value=0) at list.c:13', 'main at list.c:27', 'stop reason = step over', 'stop reason = step out',
           'stop reason = watchpoint 1', 'old value: 9\nnew value: 13', '(int) $1 = 13', 'r4 = 0x', '0400000-0x', 'r-x', 'signal SIGBUS')
    server.wait(timeout=60)


class Adapter:
    def __init__(self, command):
        self.process = subprocess.Popen([command], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number, self.events, self.answers = 0, [], {}

    def read(self):
        length = 0
        while (line := self.process.stdout.readline().strip()) != b'':
            length = int(line.split(b':')[1])
        if length == 0:
            sys.exit('the adapter has ended')
        return json.loads(self.process.stdout.read(length))

    def send(self, command, **arguments):
        self.number += 1
        body = json.dumps({'seq': self.number, 'type': 'request', 'command': command, 'arguments': arguments}).encode()
        self.process.stdin.write(b'Content-Length: %d\r\n\r\n%s' % (len(body), body))
        self.process.stdin.flush()
        return self.number

    def take(self):
        message = self.read()
        if message['type'] == 'event':
            self.events.append(message)
        elif message['type'] == 'response':
            self.answers[message['request_seq']] = message

    def answer(self, number):
        while number not in self.answers:
            self.take()
        message = self.answers.pop(number)
        if not message['success']:
            sys.exit(f'DAP: {message}')
        return message.get('body', {})

    def ask(self, command, **arguments):
        return self.answer(self.send(command, **arguments))

    def event(self, name):
        while True:
            for message in self.events:
                if message['event'] == name:
                    self.events.remove(message)
                    return message.get('body', {})
            self.take()


def debug_adapter(command):
    server, where = serve()
    adapter = Adapter(command)
    adapter.ask('initialize', adapterID='lldb', linesStartAt1=True, columnsStartAt1=True, pathFormat='path')
    attach = adapter.send('attach', program=os.path.abspath('list'), stopOnEntry=True, sourceMap=[['.', os.getcwd()]], attachCommands=[f'gdb-remote {where}'])
    adapter.event('initialized')
    adapter.ask('setBreakpoints', source={'path': os.path.abspath('list.c')}, breakpoints=[{'line': 14}])
    adapter.ask('configurationDone')
    adapter.answer(attach)
    thread = adapter.event('stopped')['threadId']
    adapter.ask('continue', threadId=thread)
    while adapter.event('stopped').get('reason') != 'breakpoint':  # that at its start is told more than once
        pass
    frames = adapter.ask('stackTrace', threadId=thread)['stackFrames']
    expect('DAP', json.dumps(frames[:2]), '"push"', '"line": 14', '"main"', '"line": 27')
    scopes = adapter.ask('scopes', frameId=frames[0]['id'])['scopes']
    locals_ = adapter.ask('variables', variablesReference=scopes[0]['variablesReference'])['variables']
    expect('DAP', json.dumps(locals_), '"value"', '"list"')
    adapter.ask('next', threadId=thread)
    adapter.event('stopped')
    expect('DAP', json.dumps(adapter.ask('stackTrace', threadId=thread)['stackFrames'][0]), '"line": 15')
    expect('DAP', json.dumps(adapter.ask('evaluate', expression='items[0].value', frameId=frames[0]['id'], context='watch')), '"0"')
    adapter.ask('disconnect', terminateDebuggee=True)
    adapter.process.wait(timeout=60)
    server.wait(timeout=60)


machine_interface()
print('gdb/MI')
if shutil.which('lldb'):
    lldb()
    print('LLDB')
for command in ['lldb-vscode-14', 'lldb-vscode', 'lldb-dap']:
    if shutil.which(command):
        debug_adapter(command)
        print(command)
        break
