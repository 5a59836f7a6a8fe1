# bounded.py: checkpoints stay within their memory, and there are enough of them, wherever one goes. The program writes to
# all of its 256 pages again and again; the reference is slow enough for many checkpoints.
import random
import sys

from remote import Remote

open('writes.c', 'w').write('''enum { PAGES = 256, WORDS = 1024 };
static int memory[PAGES * WORDS];
int main(void) {
    for (int round = 0; round < 1200; round++)
        for (int page = 0; page < PAGES; page++)
            memory[page * WORDS + round % WORDS] += round;
    return 0;
}
''')
random.seed(5)
LIMIT = 6  # MiB
remote = Remote(['mipster', '--engine', 'step', '--checkpoints', f'{LIMIT}M', '--gdb', '-', 'writes.c'])
remote.ask(b'vCont;c')
end = int(remote.monitor('count').split()[1].rstrip(','))
for _ in range(25):
    remote.monitor(f'go {random.randrange(end) // random.choice([1, 1, 50])}')
    remote.ask(b'bs')
    words = remote.monitor('checkpoints').split()  # N checkpoints, at most N KiB, …
    count, size = int(words[0]), int(words[4])
    if size > LIMIT * 1024 or count < 3:
        sys.exit(' '.join(words))
remote.close()
