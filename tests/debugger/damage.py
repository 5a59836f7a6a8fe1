# damage.py PACKETS COMMAND…: packets that are cut, mixed, lengthened, with the right checksum and with wrong ones. The
# server answers on, and then as at the beginning. Environment: SEED (11).
import os
import random
import re
import sys

from remote import Remote

random.seed(int(os.environ.get('SEED', 11)))
seeds = [b'qSupported:multiprocess+;swbreak+', b'?', b'g', b'p25', b'P2=01000000', b'm400000,40', b'M7fff7000,4:00000000', b'X7fff7000,4:abcd',
         b'Z0,400100,4', b'z0,400100,4', b'Z2,410000,4', b'z2,410000,4', b'Hgp1.1', b'Hc-1', b'Tp1.1', b'vCont?', b'vCont;s:p1.1',
         b'vCont;c', b'vCont;r400000,400100:p1.-1', b'bs', b'bc', b'qC', b'qfThreadInfo', b'qsThreadInfo', b'qXfer:features:read:target.xml:0,fff',
         b'qXfer:auxv:read::0,100', b'qXfer:threads:read::0,1000', b'qXfer:exec-file:read:1:0,100', b'qXfer:siginfo:read::0,80',
         b'vFile:open:2f746d70,0,0', b'vFile:pread:0,100,0', b'vFile:fstat:0', b'vFile:close:0', b'vFile:setfs:0', b'qRcmd,636f756e74',
         b'qRcmd,676f20313030', b'qRcmd,646967657374', b'qThreadExtraInfo,p1.1', b'qAttached:1', b'S05', b's', b'C05;400100', b'!', b'R00', b'vRun;']
alphabet = b'0123456789abcdef:;,.-=#$}*+pmgGvXZqHT\x00\x03\x7f\xff'


def mutate(body):
    body = bytearray(body)
    for _ in range(random.choice([0, 1, 1, 2, 5])):
        kind, at = random.randrange(6), random.randint(0, len(body))
        if kind == 0 and body:
            del body[at % len(body)]
        elif kind == 1:
            body.insert(at, random.choice(alphabet))
        elif kind == 2 and body:
            body[at % len(body)] = random.choice(alphabet)
        elif kind == 3:
            body = body[:at]
        elif kind == 4:
            body[at:at] = random.choice(seeds)
        else:
            body[at:at] = random.choice([b'f' * 20, b'ffffffff', b'0' * 17, b'-1', b'7' * 3000])
    return bytes(body)


def escape(body):  # some with escapes, some with what a packet may not have
    if random.random() < 0.1:
        return body
    return b''.join(b'}' + bytes([byte ^ 0x20]) if byte in b'#$}' else bytes([byte]) for byte in body)


def exercise(count):
    remote = Remote(sys.argv[2:])
    first = remote.ask(b'g')
    for number in range(count):
        body = escape(mutate(random.choice(seeds)))
        if re.search(rb'(^|\$)([kD]|}[Kd])', body):  # which end the session
            continue
        if random.random() < 0.02:
            remote.send_raw(b'$' + body + b'#zz')  # a wrong checksum: is asked for again
        remote.send(body)
        mark = b'mark%d;' % number
        remote.send(b'qRcmd,' + mark.hex().encode())  # whatever the other was answered, this one is
        while mark.hex().encode() not in remote.receive():
            pass
        if remote.process.poll() is not None:
            sys.exit(f'it has ended after {body}')
    remote.monitor('go 0')
    if len(remote.ask(b'g')) != len(first):
        sys.exit('registers are missing')
    if remote.close() < 0:
        sys.exit('it was killed')


done = 0
while done < int(sys.argv[1]):  # anew now and then: a session may have reached any state
    exercise(2000)
    done += 2000
print(f'{done} packets')
