# A client of the GDB remote protocol, for tests.
import os
import subprocess


class Remote:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self.buffer = b''

    def byte(self):
        if not self.buffer:
            self.buffer = os.read(self.process.stdout.fileno(), 65536)
            if not self.buffer:
                raise EOFError
        first, self.buffer = self.buffer[:1], self.buffer[1:]
        return first

    def send_raw(self, data):
        self.process.stdin.write(data)

    def send(self, body):
        self.send_raw(b'$' + body + b'#%02x' % (sum(body) & 0xff))

    def receive(self):
        while self.byte() != b'$':
            pass
        body = b''
        while (byte := self.byte()) != b'#':
            body += byte
        self.byte(), self.byte()
        self.send_raw(b'+')
        return body

    def ask(self, body):
        self.send(body)
        while (reply := self.receive())[:1] == b'O' and reply != b'OK':  # output of the program
            pass
        return reply

    def monitor(self, command):
        return bytes.fromhex(self.ask(b'qRcmd,' + command.encode().hex().encode()).decode()).decode()

    def close(self):
        self.send(b'k')
        self.process.stdin.close()
        return self.process.wait(timeout=60)
