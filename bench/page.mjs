// page FOLDER MODULES CHROMIUM MIXTER: how quick the page is, in a real browser. Medians, and the best and worst where it says so. The
// interpreter is compared with the native one by processor time, which does not depend so much on what else this machine does.
// Environment: RUNS (5) starts of the page, PAIRS (3) runs of 10^9 instructions, in the page and natively in turns.
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';

const [folder, modules, executablePath, mixterPath] = process.argv.slice(2);
const mixter = resolve(mixterPath);
const { chromium } = createRequire(join(resolve(modules), '/'))('playwright-core');
const RUNS = +(process.env.RUNS ?? 5), PAIRS = +(process.env.PAIRS ?? 3), DRAGS = 40, ALONE = 1500;
const source = `#include <stdio.h>
int main(void) {
    unsigned sum = 0, table[64] = {0};
    for (unsigned i = 0; i < 34000000; i++) {
        table[i % 64] += i ^ sum;
        sum += table[i * 5 % 64] >> 3;
    }
    printf("%u\\n", sum);
    return 0;
}
`;
const link = (mode, depth, text) => `#v1,${mode},${depth},mips32,0,${deflateRawSync(text).toString('base64url')}`;
const sorted = (values) => values.sort((a, b) => a - b);
const median = (values) => sorted(values)[values.length >> 1];
const row = (what, value) => console.log(`${what.padEnd(66)} ${value}`);
const times = (values) => `${median(values).toFixed(0)} (${values[0].toFixed(0)} to ${values.at(-1).toFixed(0)})`;
const load = () => readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
const file = `file://${resolve(folder)}/index.html`;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

async function opened(hash, use, alone = 0) {
    const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
    const page = await context.newPage();
    await page.goto(file + hash);
    await page.waitForTimeout(alone); // whoever asks whether it is ready disturbs it
    await page.waitForFunction(() => document.body.dataset.ready === 'true', null, { polling: 5, timeout: 60000 });
    const result = await use(page);
    await context.close();
    return result;
}

row('load of this machine', load());
const marks = ['editor', 'compiler', 'state', 'run'], ready = marks.map(() => []);
for (let i = 0; i < RUNS; i++) {
    (await opened('', (page) => page.evaluate((names) => names.map((name) => performance.getEntriesByName(name)[0].startTime), marks), ALONE))
        .forEach((time, j) => ready[j].push(time));
}
row('after the beginning of the navigation, ms: the editor', times(ready[0]));
row('  the compiler', times(ready[1]));
row('  a program compiled, begun and shown: interactive', times(ready[2]));
row('  two hypervisors compiled and booted beneath it', times(ready[3]));

// The run to its end, while frames are drawn; then places of it: one by one, and in a drag.
const inPage = async (drags) => {
    const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
    const framesWhile = async (isGoing) => {
        const frames = [];
        for (let last = performance.now(); isGoing();) {
            await nextFrame();
            const now = performance.now();
            frames.push(now - last);
            last = now;
        }
        return frames.sort((a, b) => a - b);
    };
    const start = performance.now(), before = self.mixterPage.progress?.frontier ?? 0;
    const frames = await framesWhile(() => !self.mixterPage.progress?.ended && !self.mixterPage.progress?.full);
    const seconds = (performance.now() - start) / 1000, { frontier } = self.mixterPage.progress;
    const lanes = document.querySelector('#lanes'), box = lanes.getBoundingClientRect();
    const point = (type, share) => lanes.dispatchEvent(new PointerEvent(type, { bubbles: true, clientX: box.x + box.width * (.08 + .9 * share), clientY: box.y + 20, button: 0, buttons: 1, pointerId: 1 }));
    const isShown = () => !self.mixterPage.isLooking && !self.mixterPage.wanted;
    const waits = [];
    for (let i = 0; i < drags; i++) {
        const asked = performance.now(), old = self.mixterPage.snapshot, share = (i * 17 % drags) / drags;
        point('pointerdown', share);
        point('pointerup', share);
        while (self.mixterPage.snapshot === old || !isShown())
            await new Promise((done) => setTimeout(done, 1));
        waits.push(performance.now() - asked);
    }
    point('pointerdown', 0);
    let moves = 0;
    const dragged = await framesWhile(() => (point('pointermove', ++moves / 120), moves < 120));
    const released = performance.now();
    point('pointerup', 1);
    while (!isShown())
        await new Promise((done) => setTimeout(done, 1));
    return { instructions: frontier - before, seconds, frontier, frames, waits: waits.sort((a, b) => a - b), dragged, settled: performance.now() - released };
};

// Processor time of the thread of this browser's workers that has worked most, in seconds.
function workerSeconds() {
    const parents = new Map(), ticks = [];
    for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        try {
            parents.set(id, readFileSync(`/proc/${id}/stat`, 'latin1').split(') ')[1].split(' ')[1]);
            for (const thread of readdirSync(`/proc/${id}/task`)) {
                const [name, rest] = readFileSync(`/proc/${id}/task/${thread}/stat`, 'latin1').split(') ');
                if (name.includes('(DedicatedWorker'))
                    ticks.push([id, +rest.split(' ')[11] + +rest.split(' ')[12]]);
            }
        } catch {
            // it has ended meanwhile
        }
    }
    const isOurs = (id) => id === `${process.pid}` || (parents.has(id) && isOurs(parents.get(id)));
    return Math.max(0, ...ticks.filter(([id]) => isOurs(id)).map(([, time]) => time)) / 100;
}

function nativeSeconds(command, options) {
    const printed = execFileSync('sh', ['-c', '"$@" > /dev/null; times', 'sh', ...command], options).toString();
    const [, minutes, seconds] = /(\d+)m([\d.]+)s/.exec(printed.split('\n')[1]);
    return 60 * minutes + +seconds;
}

const work = mkdtempSync(join(tmpdir(), 'mixter-page-'));
writeFileSync(join(work, 'program.c'), source);
execFileSync(mixter, ['starc', '-g', '-O0', '-march=mips32', '-o', 'program', 'program.c'], { cwd: work });
const ratios = [], rates = [];
let last;
for (let i = 0; i < PAIRS; i++) {
    // A longer run, looked at twice in its midst, so that nothing but running is counted.
    const perSecond = await opened(link('emulate', 1, source.replace('34000000', '340000000')), async (page) => {
        const seen = [];
        for (const least of [2e8, 1.4e9]) {
            await page.waitForFunction((place) => self.mixterPage.progress?.frontier > place, least, { polling: 20, timeout: 120000 });
            seen.push([await page.evaluate(() => self.mixterPage.progress.frontier), workerSeconds()]);
        }
        return (seen[1][0] - seen[0][0]) / (seen[1][1] - seen[0][1]);
    });
    last = await opened(link('emulate', 1, source), (page) => page.evaluate(inPage, DRAGS));
    rates.push(last.instructions / last.seconds / 1e6);
    ratios.push(perSecond * nativeSeconds([mixter, 'mipster', '--engine', 'interp', '--memory', '64M', 'program'], { cwd: work }) / last.frontier);
}
await browser.close();
rmSync(work, { recursive: true });
const share = (values, part) => values[Math.min(values.length - 1, Math.floor(values.length * part))].toFixed(0);
row(`a run of ${last.frontier.toLocaleString('en')} instructions: million a second`, times(rates));
row('  the rate by processor time in times of the native interpreter', `${median(ratios).toFixed(2)} (${ratios[0].toFixed(2)} to ${ratios.at(-1).toFixed(2)})`);
row('  frames a second while it runs; 99 in 100 within, ms', `${(last.frames.length / last.seconds).toFixed(0)}; ${share(last.frames, .99)}`);
row(`  the state at ${DRAGS} places, ms: median, 9 in 10, most`, `${share(last.waits, .5)}, ${share(last.waits, .9)}, ${share(last.waits, 1)}`);
row('  a drag over all of it, ms a frame: median, 9 in 10, most', `${share(last.dragged, .5)}, ${share(last.dragged, .9)}, ${share(last.dragged, 1)}`);
row('  and the state where it ends, after so many ms', last.settled.toFixed(0));
row('load of this machine', load());
