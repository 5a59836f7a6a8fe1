// page FOLDER MODULES CHROMIUM MIXTER: how quick the page is, in a real browser, on one run of 10^9 instructions. Medians.
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';

const [folder, modules, executablePath, mixter] = process.argv.slice(2);
const { chromium } = createRequire(join(resolve(modules), '/'))('playwright-core');
const RUNS = +(process.env.RUNS ?? 5), DRAGS = 40;
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
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const row = (what, value) => console.log(`${what.padEnd(58)} ${value}`);
const file = `file://${resolve(folder)}/index.html`;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

async function opened(hash, use) {
    const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
    const page = await context.newPage();
    await page.goto(file + hash);
    await page.waitForFunction(() => document.body.dataset.ready === 'true', null, { polling: 5, timeout: 60000 });
    const result = await use(page);
    await context.close();
    return result;
}

const marks = ['editor', 'compiler', 'run'], ready = [[], [], []], tower = [];
for (let i = 0; i < RUNS; i++) {
    (await opened('', (page) => page.evaluate((names) => names.map((name) => performance.getEntriesByName(name)[0].startTime), marks)))
        .forEach((time, j) => ready[j].push(time));
    tower.push(await opened('', (page) => page.evaluate(async () => {
        const start = performance.now();
        document.querySelector('[data-mode=virtualize]').click();
        document.querySelector('#start').click();
        while (self.mixterPage.isRunning || self.mixterPage.levels.length < 2 || !self.mixterPage.snapshot)
            await new Promise((done) => setTimeout(done, 2));
        return performance.now() - start;
    })));
}
row('after the beginning of the navigation, ms: the editor', median(ready[0]).toFixed(0));
row('  the compiler', median(ready[1]).toFixed(0));
row('  the first program has begun', median(ready[2]).toFixed(0));
row('the first hypervisor compiled and booted, ms', median(tower).toFixed(0));

const explored = await opened(link('emulate', 1, source), (page) => page.evaluate(async (drags) => {
    const frames = [];
    let last = performance.now(), isOver = false;
    const from = { time: last, place: self.mixterPage.progress?.frontier ?? 0 };
    requestAnimationFrame(function frame() {
        const now = performance.now();
        frames.push(now - last);
        last = now;
        if (!isOver)
            requestAnimationFrame(frame);
    });
    while (!self.mixterPage.progress?.ended && !self.mixterPage.progress?.full)
        await new Promise((done) => setTimeout(done, 5));
    isOver = true;
    const { progress } = self.mixterPage;
    const seconds = (performance.now() - from.time) / 1000;
    frames.sort((a, b) => a - b);
    const box = document.querySelector('#lanes').getBoundingClientRect(), waits = [];
    for (let i = 0; i < drags; i++) {
        const start = performance.now(), x = box.x + box.width * (.05 + .9 * (i * 17 % drags) / drags), before = self.mixterPage.snapshot;
        for (const type of ['pointerdown', 'pointerup'])
            document.querySelector('#lanes').dispatchEvent(new PointerEvent(type, { bubbles: true, clientX: x, clientY: box.y + 20, button: 0, buttons: 1, pointerId: 1 }));
        while (self.mixterPage.snapshot === before || self.mixterPage.isLooking || self.mixterPage.wanted)
            await new Promise((done) => setTimeout(done, 1));
        waits.push(performance.now() - start);
    }
    waits.sort((a, b) => a - b);
    return {
        rate: (progress.frontier - from.place) / seconds / 1e6, total: progress.frontier, waits,
        frames: frames.length / seconds, late: frames[Math.floor(frames.length * .99)],
    };
}, DRAGS));
await browser.close();

const program = join(tmpdir(), `mixter-page-${process.pid}.c`);
writeFileSync(program, source);
const native = [];
for (let i = 0; i < 3; i++) {
    const start = performance.now();
    execFileSync(mixter, ['mipster', '--engine', 'interp', program]);
    native.push(performance.now() - start);
}
rmSync(program);
const nativeRate = explored.total / median(native) / 1e3;
row(`a run of ${(explored.total / 1e9).toFixed(2)}e9 instructions: million a second`, explored.rate.toFixed(0));
row('  in times of the native interpreter', (explored.rate / nativeRate).toFixed(2));
row('  frames a second while it runs; 99 in 100 within, ms', `${explored.frames.toFixed(0)}; ${explored.late.toFixed(0)}`);
row(`  the state at ${DRAGS} places of the time line, ms: median, most`, `${median(explored.waits).toFixed(0)}, ${explored.waits.at(-1).toFixed(0)}`);
