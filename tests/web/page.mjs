// page FOLDER MODULES CHROMIUM MIXTER [PATTERN]: the page in a real browser, from file:// and from a server.
// Environment: TIMES: say how long each test takes.
import { createRequire } from 'node:module';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';

const [folder, modules, executablePath, mixter, only = ''] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), '/'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TIMEOUT = 90000, LANES = Math.min(4, 2 * availableParallelism()); // pages wait for each other's frames, too
let passed = 0, failed = 0;

function check(good, what, ...details) {
    if (good)
        return void passed++;
    failed++;
    console.log(`FAIL ${what}`, ...details);
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

async function open(url, { width = 1600, height = 1000, theme = 'light' } = {}) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT);
    page.on('pageerror', (error) => check(false, `${url}: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && check(false, `${url}: console: ${message.text()}`));
    page.on('request', (request) => check(/^(file|data|blob|http:\/\/127\.0\.0\.1)/.test(request.url()), `asks for ${request.url()}`));
    await page.goto(url);
    await settled(page);
    return page;
}

const until = (page, condition, argument) => page.waitForFunction(condition, argument, { timeout: TIMEOUT });
// The program has ended, or what it waits for, and all about it is shown.
const settled = (page) => until(page, () => document.body.dataset.ready === 'true' && !self.mixterPage.isRunning && self.mixterPage.snapshot && !self.mixterPage.isLooking
    && (self.mixterPage.profile || self.mixterPage.progress.waits));
const state = (page) => page.evaluate(() => { const { own, place, registers, shown } = self.mixterPage.snapshot; return { own, place, ownTotal: self.mixterPage.progress.own, pc: registers.pc, general: registers.general, shown }; });
const example = async (page, title) => {
    await page.selectOption('#example', { label: title });
    await until(page, (name) => self.mixterPage.isRunning || self.mixterPage.snapshot, title);
    await settled(page);
};

// Waits until an action has led to another place, or another state.
async function after(page, action) {
    const before = await page.evaluate(() => (self.mixterPage.snapshot.seen = true));
    await action();
    await until(page, () => !self.mixterPage.snapshot.seen && !self.mixterPage.isLooking && !self.mixterPage.isGoing, before);
    return state(page);
}

const control = (page, name) => after(page, () => page.getByRole('button', { name, exact: true }).click());
const shownOutput = (page) => page.locator('#output').innerText();

// ---- forward and back ----

async function testTime(page) {
    const start = await state(page);
    const forward = [start];
    for (let i = 0; i < 8; i++)
        forward.push(await control(page, 'One instruction'));
    check(forward.every(({ own }, i) => own === start.own + i), 'single steps', forward.map(({ own }) => own));
    for (let i = 7; i >= 0; i--) {
        const now = await control(page, 'One instruction back');
        check(JSON.stringify(now) === JSON.stringify(forward[i]), `back to ${forward[i].own} is not as forward`);
    }
    const end = await control(page, 'To the end');
    check(end.own === end.ownTotal, 'the end', end);
    check((await shownOutput(page)).includes('sum 55'), 'output at the end');
    const first = await control(page, 'To the start');
    check(first.place === 0, 'the start', first);
    check((await shownOutput(page)).includes('written nothing yet'), 'no output at the start');
    // A breakpoint in line 11 is hit six times, forward and back.
    await page.locator('.cm-lineNumbers .cm-gutterElement', { hasText: /^11$/ }).click();
    const hits = [];
    for (let i = 0; i < 6; i++)
        hits.push((await control(page, 'Run to the next breakpoint')).own);
    check(new Set(hits).size === 6 && hits.every((own, i) => i === 0 || own > hits[i - 1]), 'six hits', hits);
    check((await control(page, 'Run to the next breakpoint')).own === end.own, 'after the last hit comes the end');
    for (let i = 5; i >= 0; i--)
        check((await control(page, 'Back to the last breakpoint')).own === hits[i], `back to hit ${i}`);
    await page.locator('.cm-lineNumbers .cm-gutterElement', { hasText: /^11$/ }).click();
}

// Source lines, by keys.
async function testKeys(page) {
    const key = (name) => after(page, () => page.keyboard.press(name));
    const line = () => page.evaluate(() => self.mixterPage.snapshot.line?.line);
    await page.locator('#lanes').focus();
    await key('Home');
    const lines = [];
    for (let i = 0; i < 4; i++) {
        await key('F11');
        lines.push(await line());
    }
    check(lines[0] === 17 && lines[1] === 19 && lines.every(Boolean), 'F11 goes from line to line', lines);
    // Over a call of sum and back into main; from the first instruction of main on.
    await key('Home');
    await key('F11');
    const over = [await line()];
    for (let i = 0; i < 4; i++) {
        await key('F10');
        over.push(await line());
    }
    check(over.join() === '17,19,20,21,19', 'F10 goes from line to line', over);
    const here = await state(page);
    await key('F10');
    await key('Shift+F10');
    check((await state(page)).own === here.own, 'Shift+F10 undoes F10');
    const before = await state(page);
    check((await key('ArrowRight')).own === before.own + 1, 'an arrow on the time line');
    await key('ArrowLeft');
    await page.locator('#example').focus();
    await page.keyboard.press('Control+Enter');
    await settled(page);
    check((await page.locator('#compiled').innerText()).includes('bytes'), 'Ctrl+Enter compiles');
    // Everything can be reached: the editor is left by Escape and Tab.
    await page.locator('.cm-content').focus();
    const written = await page.evaluate(() => document.querySelector('.cm-content').innerText);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    check(await page.evaluate((text) => !document.activeElement.closest('.cm-content') && document.querySelector('.cm-content').innerText === text, written), 'Tab leaves the editor');
    const tab = page.locator('[role=tab][data-tab=where]');
    await tab.focus();
    await page.keyboard.press('ArrowRight');
    await until(page, () => document.querySelector('[role=tab][data-tab=stack]').getAttribute('aria-selected') === 'true');
    check(await page.evaluate(() => document.activeElement.dataset.tab === 'stack'), 'arrows between tabs');
    await page.locator('[role=tab][data-tab=where]').click();
}

// Dragging: what is shown is what running there shows.
async function testDrag(page) {
    const box = await page.locator('#lanes').boundingBox();
    const places = [];
    await page.mouse.move(box.x + box.width * .3, box.y + 20);
    await page.mouse.down();
    for (let i = 1; i <= 12; i++) {
        await page.mouse.move(box.x + box.width * (.3 + .05 * i), box.y + 20);
        await until(page, () => !self.mixterPage.isLooking && !self.mixterPage.wanted);
        places.push(await state(page));
    }
    await page.mouse.up();
    check(places.every(({ place }, i) => i === 0 || place > places[i - 1].place), 'dragging goes on', places.map(({ place }) => place));
    const last = places[places.length - 1];
    await control(page, 'To the start');
    const again = await after(page, () => page.mouse.click(box.x + box.width * .9, box.y + 20));
    check(JSON.stringify(again) === JSON.stringify(last), 'the same place shows the same state');
}

// A drag over a run of 10^9 instructions: what is shown where it rests is the state of the native command after as many.
async function testLong(page) {
    const source = '#include <stdio.h>\nint main(void) {\n    unsigned sum = 0, table[64] = {0};\n    for (unsigned i = 0; i < 33000000; i++) {\n        table[i % 64] += i ^ sum;\n'
        + '        sum += table[i * 5 % 64] >> 3;\n    }\n    printf("%u\\n", sum);\n    return 0;\n}\n';
    const work = mkdtempSync(join(tmpdir(), 'mixter-page-'));
    writeFileSync(join(work, 'program.c'), source);
    execFileSync(resolve(mixter), ['starc', '-g', '-O0', '-march=mips32', '-o', 'program', 'program.c'], { cwd: work });
    const other = await page.context().newPage();
    await other.goto(`${page.url().replace(/#.*/, '')}#v1,emulate,1,mips32,0,${deflateRawSync(source).toString('base64url')}`);
    await until(other, () => self.mixterPage?.progress?.ended && self.mixterPage.snapshot && !self.mixterPage.isLooking);
    const total = await other.evaluate(() => self.mixterPage.progress.own);
    check(total > 1e9, 'a long run', total);
    const box = await other.locator('#lanes').boundingBox();
    for (const share of [.97, .31, .64]) {
        await other.mouse.move(box.x + box.width * .5, box.y + 20);
        await other.mouse.down();
        await other.mouse.move(box.x + box.width * share, box.y + 20, { steps: 30 });
        await other.mouse.up();
        await until(other, () => !self.mixterPage.isLooking && !self.mixterPage.wanted);
        const here = await state(other), digest = await other.evaluate(() => self.mixterPage.digest());
        const { stderr } = spawnSync(resolve(mixter), ['mipster', '--clear-env', '--digest', '--memory', '64M', '--max-insns', `${here.own}`, 'program'], { cwd: work, encoding: 'utf8' });
        check(stderr.includes(`state ${digest},`) && stderr.includes(`pc 0x${here.pc.toString(16).padStart(8, '0')}`), `the state after ${here.own} of ${total} instructions`, digest, here.pc.toString(16), stderr);
    }
    await other.close();
    rmSync(work, { recursive: true });
}

// ---- the machines ----

async function testTower(page) {
    const names = await page.locator('#tower text').allTextContents();
    check(['level 1: hypster 1', 'level 2: hypster 2', 'level 3: list.c'].every((name) => names.includes(name)), 'the nested boxes', names);
    const walk = await page.evaluate(() => self.mixterPage.snapshot.walk.map(({ path, address, below, mapped }) => ({ path, address, below, mapped })));
    check(walk.length === 3 && walk.every(({ mapped }) => mapped) && walk[0].below === walk[1].address && walk[1].below === walk[2].address, 'the way of an address', walk);
    await page.getByRole('button', { name: /^sp / }).click();
    await until(page, () => self.mixterPage.address !== null && self.mixterPage.snapshot.address === self.mixterPage.address);
    for (const tab of ['Stack', 'Memory', 'Pages']) {
        await page.getByRole('tab', { name: tab, exact: true }).click();
        await until(page, (name) => !self.mixterPage.isLooking && self.mixterPage.snapshot[name], tab.toLowerCase());
    }
    await page.getByRole('tab', { name: 'Where is an address?' }).click();
    await control(page, 'To the start');
    const own = await control(page, 'One source line');
    await page.getByRole('button', { name: 'One hypervisor more' }).click();
    await until(page, () => self.mixterPage.levels.length === 4);
    await settled(page);
    const deeper = await state(page);
    check(deeper.own === own.own && deeper.pc === own.pc && deeper.ownTotal === own.ownTotal, 'one level more is the same to the program', own, deeper);
}

async function testLink(page) {
    await control(page, 'One source line');
    const before = await state(page), levels = await page.evaluate(() => self.mixterPage.levels.length);
    await page.getByRole('button', { name: /^Copy a link/ }).click();
    await until(page, () => location.hash.startsWith('#v1,'));
    const url = page.url();
    check(url.length < 1200, 'a short link', url.length);
    const other = await open(url);
    const after = await state(other);
    check(after.own === before.own && after.pc === before.pc && await other.evaluate(() => self.mixterPage.levels.length) === levels, 'a link leads to the same place', before, after);
    await other.context().close();
    // What belongs to the run besides the program is in the link, too.
    await page.evaluate(() => Object.assign(self.mixterPage, { input: 'one\ntwo\n', inputClosed: true, arguments: ['a', 'b c'] }));
    await page.getByRole('button', { name: /^Copy a link/ }).click();
    await until(page, (old) => location.href !== old, url);
    const again = await open(page.url());
    const got = await again.evaluate(() => { const { name, input, inputClosed, arguments: words } = self.mixterPage; return { name, input, inputClosed, words }; });
    check(JSON.stringify(got) === JSON.stringify({ name: 'list.c', input: 'one\ntwo\n', inputClosed: true, words: ['a', 'b c'] }), 'a link has input and arguments', got);
    await again.context().close();
    await page.evaluate(() => Object.assign(self.mixterPage, { input: '', inputClosed: false, arguments: [] }));
    const damaged = await open(url.slice(0, -30));
    check((await damaged.evaluate(() => self.mixterPage.messages.join())).includes('damaged'), 'a damaged link is told');
    await damaged.context().close();
}

// A reload leads to where the page was, with what has been written; so does another link in the address of the same page.
async function testReload(page) {
    await replace(page, '#include <stdio.h>\nint main(void) {\n    puts("kept");\n    return 0;\n}\n');
    await page.getByRole('radio', { name: 'Emulate' }).click();
    await until(page, () => self.mixterPage.mode === 'emulate' && !self.mixterPage.isRunning && self.mixterPage.snapshot);
    await settled(page);
    await control(page, 'One source line');
    const before = await state(page);
    await page.reload();
    await settled(page);
    const after = await state(page);
    check(JSON.stringify(after) === JSON.stringify(before) && (await page.locator('.cm-content').innerText()).includes('"kept"'), 'a reload leads to the same place', before, after);
    await page.evaluate((hash) => { location.hash = hash; }, `#v1,virtualize,1,mips32,60,${deflateRawSync('int main(void) { return 5; }\n').toString('base64url')}`);
    await until(page, () => self.mixterPage.levels.length === 2 && !self.mixterPage.isRunning && self.mixterPage.messages.join().includes('status 5'));
    check(await page.evaluate(() => self.mixterPage.isa === 'mips32'), 'another link is followed');
    await page.selectOption('#example', { label: '1. Sum of digits' });
    await until(page, () => self.mixterPage.exercise && !self.mixterPage.isRunning && self.mixterPage.snapshot);
    await page.reload();
    await settled(page);
    check(await page.evaluate(() => self.mixterPage.exercise?.week === 1) && await page.locator('[data-check]').isVisible(), 'an exercise is one after a reload');
}

// ---- programs of all kinds ----

async function testPrograms(page) {
    await example(page, 'A crash');
    await until(page, () => self.mixterPage.messages.some((text) => text.includes('null pointer')));
    const messages = await page.evaluate(() => self.mixterPage.messages.join('\n'));
    check(messages.includes('account->balance += amount') && messages.includes('SIGSEGV'), 'a death is explained', messages);
    await example(page, 'Input');
    await until(page, () => self.mixterPage.progress.waits);
    await page.locator('#typed').fill('Ada');
    await page.locator('#closed').check();
    await page.getByRole('button', { name: 'Send' }).click();
    await until(page, () => self.mixterPage.progress.ended);
    await page.getByRole('tab', { name: /^Output/ }).click();
    await control(page, 'To the end');
    check((await shownOutput(page)).includes('Hello, Ada!'), 'input arrives');
    // While an endless loop runs, the page answers, and any instruction can be reached.
    await page.selectOption('#example', { label: 'Endless' });
    await until(page, () => self.mixterPage.name === 'endless.c' && self.mixterPage.progress && self.mixterPage.progress.frontier > 3e6);
    const frames = await page.evaluate(() => new Promise((done) => {
        const start = performance.now();
        let count = 0;
        const next = () => ++count === 30 ? done(performance.now() - start) : requestAnimationFrame(next);
        requestAnimationFrame(next);
    }));
    check(frames < 20000, 'frames while it runs', frames);
    await after(page, () => page.locator('#lanes').click({ position: { x: 700, y: 15 } }));
    const there = await state(page);
    check(there.own > 0 && there.shown === '0', 'a place in an endless loop', there);
    await example(page, 'Linked list');
}

async function testExercise(page) {
    await page.selectOption('#example', { label: '1. Sum of digits' });
    await until(page, () => self.mixterPage.exercise);
    await settled(page);
    const verdict = (word) => until(page, (text) => document.querySelector('#output').innerText.includes(text), word);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await verdict('Not yet.');
    await replace(page, readFileSync('tests/web/solutions/1-digits.c', 'utf8'));
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await verdict('Done.');
    await example(page, 'Linked list');
}

async function replace(page, text) {
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
}

// The last and the next write of a word; a count that is typed.
async function testWatch(page) {
    await page.evaluate(() => document.querySelector('#count').click());
    await page.locator('#wanted').fill('100');
    await after(page, () => page.getByRole('button', { name: 'Go', exact: true }).click());
    check((await state(page)).own === 100, 'a count that is typed');
    const store = () => page.evaluate(() => self.mixterPage.snapshot.note?.isStore && self.mixterPage.snapshot.note.address);
    while (!await store())
        await control(page, 'One instruction back');
    const address = await store(), there = await state(page);
    await control(page, 'One instruction');
    await page.getByRole('tab', { name: 'Where is an address?' }).click();
    await page.locator('#address').fill(`0x${address.toString(16)}`);
    await page.locator('#address').press('Enter');
    await until(page, (wanted) => self.mixterPage.snapshot.address === wanted, address);
    const back = await after(page, () => page.getByRole('button', { name: 'Back to the last write of this word' }).click());
    check(back.own === there.own, 'the last write of a word', back.own, there.own);
    const next = await control(page, 'To the next one');
    check(await page.evaluate(() => self.mixterPage.snapshot.events.rows.some(({ place }) => place === self.mixterPage.snapshot.place)), 'the next hand-over', next.own);
}

async function testErrors(page) {
    await replace(page, 'int main(void) {\n    return missing;\n}\n');
    await page.keyboard.press('Control+Enter');
    await until(page, () => document.querySelector('#compiled').textContent.includes('error'));
    await until(page, () => document.querySelector('.cm-lintRange-error'));
    check((await shownOutput(page)).includes("program") || (await shownOutput(page)).includes("'missing' undeclared"), 'an error is told', await shownOutput(page));
    // Deeper than a page's stack may be: an answer, and the next program compiles.
    await replace(page, `int main(void) { return ${'('.repeat(3000)}0${')'.repeat(3000)}; }\n`);
    await page.keyboard.press('Control+Enter');
    await until(page, () => !self.mixterPage.isRunning && document.querySelector('#compiled').textContent.includes('error'));
    await replace(page, '#include <stdio.h>\nint main(void) { for (;;) puts("again"); }\n');
    await page.keyboard.press('Control+Enter');
    await until(page, () => self.mixterPage.progress?.full);
    check((await page.evaluate(() => self.mixterPage.messages.join())).includes('4 MB'), 'a flood of output is stopped');
    await example(page, 'Linked list');
}

// Whatever goes wrong, the page says what, answers meanwhile, and compiles the next program.
async function testRobust(page) {
    const many = (text, count) => text.repeat(count);
    const programs = [
        ['memory that runs out', 'emulate', 'static char all[200 << 20];\nint main(void) { for (unsigned i = 0; i < sizeof all; i += 4096) all[i] = 1; return 0; }\n', /out of memory .*64 MB[^]*in main at/],
        ['memory that runs out under a hypervisor', 'virtualize', 'static char all[200 << 20];\nint main(void) { for (unsigned i = 0; i < sizeof all; i += 4096) all[i] = 1; return 0; }\n', /status 137: out of memory/],
        ['malloc without end', 'emulate', '#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\nint main(void) { int n = 0; for (char *p; (p = malloc(1 << 20)) != NULL; n++) memset(p, 1, 1 << 20); return n > 40 && n < 64 ? 3 : 4; }\n', /exited with status 3/],
        ['recursion without end', 'emulate', 'int f(int n) { return f(n + 1) + 1; }\nint main(void) { return f(0); }\n', /stack overflow[^]*times more/],
        ['a jump to nowhere', 'emulate', 'int main(void) { int word = 0; ((void (*)(void))&word)(); return 0; }\n', /SIGSEGV|SIGILL/],
        ['nested blocks', 'emulate', `int main(void) { ${many('{', 20000)}${many('}', 20000)} return 0; }\n`, /nesting too deep|nested too deeply/],
        ['nested operators', 'emulate', `int main(void) { return ${many('!', 200000)}1; }\n`, /nesting too deep|nested too deeply/],
        ['a file that includes itself', 'emulate', '#include "program.c"\nint main(void) { return 0; }\n', /include/],
        ['macros that explode', 'emulate', '#define A(x) x x x x x x x x\n#define B(x) A(A(A(A(x))))\n#define C(x) B(B(B(x)))\nint main(void) { return 0 C(+ 1); }\n', /too large/],
        ['a flood of errors', 'emulate', `int main(void) { ${many('missing; ', 3000)} }\n`, /undeclared/],
        ['a flood to standard error', 'emulate', '#include <stdio.h>\nint main(void) { static char line[4096]; for (int i = 0; i < 4095; i++) line[i] = i % 64 == 63 ? 10 : 120; for (;;) fputs(line, stderr); }\n', /4 MB/],
        ['what is well', 'emulate', '#include <stdio.h>\nint main(void) { puts("well"); return 0; }\n', /exited with status 0/],
    ];
    for (const [what, mode, source, said] of programs) {
        await page.getByRole('radio', { name: mode === 'emulate' ? 'Emulate' : 'Virtualize' }).click();
        await page.evaluate(() => { self.mixterPage.messages = []; self.mixterPage.diagnostics = ''; self.frames = 0; (function frame() { self.frames++; requestAnimationFrame(frame); })(); });
        await page.locator('#file').setInputFiles({ name: 'program.c', mimeType: 'text/plain', buffer: Buffer.from(source) });
        await until(page, (pattern) => !self.mixterPage.isRunning && !self.mixterPage.next && new RegExp(pattern).test([self.mixterPage.diagnostics, ...self.mixterPage.messages].join('\n')), said.source)
            .catch(() => {});
        const { text, frames } = await page.evaluate(() => ({ text: [self.mixterPage.diagnostics, ...self.mixterPage.messages].join('\n'), frames: self.frames }));
        check(said.test(text), `${what}: the page says so`, text.slice(0, 600));
        check(frames > 3, `${what}: the page answers meanwhile`, frames);
    }
    // A worker that breaks down is told, too, and another one takes its place.
    await page.workers()[0].evaluate(() => { setTimeout(() => { throw new Error('broken down'); }); });
    await until(page, () => self.mixterPage.messages.join().includes('broken down'));
    await page.keyboard.press('Control+Enter');
    await until(page, () => !self.mixterPage.isRunning && self.mixterPage.messages.join().includes('status 0'));
    await example(page, 'Linked list');
    check((await state(page)).own > 0, 'and the page goes on');
}

// What starc does not come to an end of is ended, by itself or by hand; the page answers meanwhile.
async function testEndless(page) {
    const source = `#define A0\n${Array.from({ length: 40 }, (_, i) => `#define A${i + 1} A${i} A${i}\n`).join('')}int main(void) { A40 return 0; }\n`;
    const { compile } = await page.evaluate(() => self.mixterPage.limits);
    check(compile === 20000, 'starc has 20 seconds', compile);
    await page.evaluate(() => { self.mixterPage.limits.compile = 2000; });
    const begin = async (text) => {
        await page.evaluate(() => { self.mixterPage.messages = []; self.frames = 0; (function frame() { self.frames++; requestAnimationFrame(frame); })(); });
        await page.locator('#file').setInputFiles({ name: 'program.c', mimeType: 'text/plain', buffer: Buffer.from(text) });
    };
    const told = (what, text) => until(page, (wanted) => !self.mixterPage.isRunning && self.mixterPage.messages.join().includes(wanted), text)
        .then(() => check(true), () => check(false, `${what} is told`, what));
    await begin(source);
    await told('what takes too long', 'starc has not come to an end within 2 seconds');
    const { frames, chip, shown } = await page.evaluate(() => ({ frames: self.frames, chip: document.querySelector('#compiled').textContent, shown: document.querySelector('#output').innerText }));
    check(frames > 10 && chip === 'not compiled' && shown.includes('2 seconds'), 'the page answers meanwhile, and says what has happened', frames, chip, shown);
    await page.evaluate((most) => { self.mixterPage.limits.compile = most; }, compile);
    await begin(source);
    await page.locator('#start.stop').click();
    await told('what has been stopped', 'Stopped.');
    const go = await page.evaluate(() => document.querySelector('#start').innerText);
    check(/start/i.test(go), 'then the button starts again', go);
    await begin('#include <stdio.h>\nint main(void) { puts("well"); return 0; }\n');
    await told('the next program', 'exited with status 0');
}

// The page with a module whose memory ends at so many MiB.
function limited(mebibytes) {
    const copy = mkdtempSync(join(tmpdir(), 'mixter-page-'));
    for (const name of readdirSync(folder))
        copyFileSync(join(folder, name), join(copy, name));
    const script = readFileSync(join(folder, 'module.js'), 'latin1'), base64 = /module:"([^"]*)"/.exec(script)[1];
    const wasm = gunzipSync(Buffer.from(base64, 'base64')), parts = [wasm.subarray(0, 8)];
    const number = (value) => value < 128 ? [value] : [value & 127 | 128, ...number(value >>> 7)];
    const read = (at) => wasm[at] < 128 ? [wasm[at], at + 1] : (([more, next]) => [wasm[at] & 127 | more << 7, next])(read(at + 1));
    for (let at = 8; at < wasm.length;) {
        const [size, body] = read(at + 1), MEMORIES = 5;
        const limits = wasm[at] === MEMORIES ? [1, 1, ...number(read(body + 2)[0]), ...number(mebibytes * 16)] : null; // one, of at least and at most so many pages
        parts.push(...limits ? [Buffer.from([MEMORIES, ...number(limits.length), ...limits])] : [wasm.subarray(at, body + size)]);
        at = body + size;
    }
    writeFileSync(join(copy, 'module.js'), script.replace(base64, () => gzipSync(Buffer.concat(parts)).toString('base64')));
    return copy;
}

// A browser that gives no more memory: to starc, to a program, to the hypervisors; or none at all for a module.
async function testMemory(page) {
    const small = limited(10), middle = limited(40);
    const said = (other) => other.evaluate(() => [self.mixterPage.diagnostics, ...self.mixterPage.messages].join('\n'));
    const opened = async (path) => {
        const other = await page.context().newPage();
        other.on('pageerror', (error) => check(false, `little memory: ${error.message}`));
        await other.goto(`file://${path}/index.html`);
        await until(other, () => !self.mixterPage?.isRunning && document.querySelector('#output').innerText.includes('gives this page no more memory'));
        return other;
    };
    const first = await opened(small);
    check((await said(first)).includes('starc: error: out of memory'), 'starc without memory', await said(first));
    await first.close();
    const other = await opened(middle);
    check((await said(other)).includes('the hypervisor cannot be compiled'), 'hypervisors without memory', await said(other));
    await other.getByRole('radio', { name: 'Emulate' }).click();
    await until(other, () => !self.mixterPage.isRunning && self.mixterPage.progress?.ended && self.mixterPage.levels.length === 1);
    await other.locator('#file').setInputFiles({ name: 'program.c', mimeType: 'text/plain', buffer: Buffer.from('static char all[60 << 20];\nint main(void) { for (unsigned i = 0; i < sizeof all; i += 4096) all[i] = 1; return 0; }\n') });
    await until(other, () => self.mixterPage.messages.join().includes('gives this page no more memory'));
    await other.getByRole('button', { name: 'One instruction', exact: true }).click();
    await until(other, () => (self.mixterPage.messages.join() + document.querySelector('#toast').textContent).includes('Nothing runs'));
    await replace(other, 'int main(void) { return 3; }\n');
    await other.keyboard.press('Control+Enter');
    await until(other, () => self.mixterPage.messages.join().includes('exited with status 3')).then(() => check(true), () => check(false, 'what fits runs after what did not'));
    // No memory for a module at all, once.
    await other.workers()[0].evaluate(() => {
        const { instantiate } = WebAssembly;
        WebAssembly.instantiate = async () => { WebAssembly.instantiate = instantiate; throw new RangeError('WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance'); };
    });
    await other.keyboard.press('Control+Enter');
    await until(other, () => document.querySelector('#compiled').textContent.includes('error'));
    check((await said(other)).includes('gives this page no more memory'), 'no memory for a module', await said(other));
    await other.close();
    for (const path of [small, middle])
        rmSync(path, { recursive: true });
}

async function testVerify(page) {
    const compared = () => until(page, () => self.mixterPage.difference && !self.mixterPage.difference.isRunning && !self.mixterPage.isRunning);
    await page.getByRole('radio', { name: 'Verify' }).click();
    await until(page, () => self.mixterPage.mode === 'verify' && self.mixterPage.difference);
    await compared();
    const equal = await page.evaluate(() => self.mixterPage.difference.report);
    check(equal?.result === 'equal' && equal.instructions > 1000, 'both engines are equal', equal);
    await page.selectOption('#bug', 'slot');
    await until(page, () => self.mixterPage.difference?.bug?.id === 'slot');
    await compared();
    const found = await page.evaluate(() => self.mixterPage.difference.report);
    const { difference } = found;
    check(found.result === 'different' && difference.first[33] !== difference.second[33] && difference.second[33] !== difference.second[32] + 4, 'the planted bug is located: next_pc at a branch', found.result);
    const there = await after(page, () => page.getByRole('button', { name: 'Go there' }).click());
    check(there.own === difference.retired && there.pc === difference.pc, 'the machine goes to the difference', there, difference.retired);
    // A bit that flips, in a register and in a word of memory, is located where it flips.
    const word = there.general[29];
    await page.selectOption('#bug', 'flip');
    await until(page, () => self.mixterPage.difference?.bug?.id === 'flip');
    for (const [text, isIt] of [['100 sp 4', ({ first, second }) => first[29] === (second[29] ^ 16) >>> 0], [`120 0x${word.toString(16)} 3`, ({ words }) => words === 1]]) {
        await page.locator('#flip').fill(text);
        await page.locator('#flip').press('Tab');
        await until(page, (at) => !self.mixterPage.isRunning && self.mixterPage.difference?.bug?.text.endsWith(` ${at}.`), text.split(' ')[0]);
        await compared();
        const { report } = await page.evaluate(() => self.mixterPage.difference);
        check(report?.result === 'different' && report.difference.retired === parseInt(text, 10) && isIt(report.difference), `the flip ${text} is located`, report?.difference?.retired, report?.difference?.words);
    }
    await page.locator('#flip').fill('100 zero 4');
    await page.locator('#flip').press('Tab');
    await until(page, () => self.mixterPage.difference?.failed);
    check((await page.locator('#right').innerText()).includes('N WHERE BIT'), 'a flip that cannot be is told');
    await page.selectOption('#bug', 'none');
    await compared();
}

async function testMix(page) {
    await page.getByRole('radio', { name: 'Mix' }).click();
    await until(page, () => self.mixterPage.mode === 'mix' && self.mixterPage.progress?.ended && self.mixterPage.snapshot);
    await settled(page);
    const { gaps, totals } = await page.evaluate(() => self.mixterPage.progress);
    check(gaps.length > 0 && totals[1] > 100, 'a mix has both', gaps.length, totals);
    await control(page, 'To the end');
    check((await shownOutput(page)).includes('sum 55'), 'output of a mix');
    // Schedules: what is emulated by a list of hand-overs begins and ends there.
    const choose = async (text, most) => {
        await page.locator('#schedule').fill(text);
        await page.locator('#schedule').press('Tab');
        await until(page, ([before]) => !self.mixterPage.isRunning && self.mixterPage.progress?.ended && self.mixterPage.snapshot && JSON.stringify(self.mixterPage.progress.gaps) !== before, [most]);
        await settled(page);
        return page.evaluate(() => self.mixterPage.progress.gaps);
    };
    const seeded = await choose('random:7', JSON.stringify(gaps));
    const listed = await choose('at:300,500,900', JSON.stringify(seeded));
    check(listed.some(([, , from, to]) => from === 500 && to === 900), 'emulated from 500 to 900', listed);
    await page.locator('#schedule').fill('at:x');
    await page.locator('#schedule').press('Tab');
    await until(page, () => document.querySelector('#toast').textContent.includes('A schedule is'));
    check(!await page.evaluate(() => self.mixterPage.isRunning), 'a wrong schedule is told');
}

// All six steps, each ending in what it is about.
async function testTour(page) {
    await page.getByRole('button', { name: 'Help and tour' }).click();
    await page.getByRole('button', { name: 'Take the tour' }).click();
    const modes = ['emulate', 'virtualize', 'virtualize', 'mix', 'verify', 'verify'];
    for (const [i, mode] of modes.entries()) {
        await until(page, ([mode, i]) => document.querySelector('#dialog-title').textContent.startsWith(`${i + 1}. `) && self.mixterPage.mode === mode && !self.mixterPage.isRunning
            && !self.mixterPage.next && self.mixterPage.snapshot && self.mixterPage.levels.length === [1, 2, 4, 2, 1, 1][i] && (mode !== 'verify' || self.mixterPage.difference?.report?.result === (i === 5 ? 'different' : 'equal')), [mode, i]);
        check(await page.locator('.highlight').count() === 1, `step ${i + 1} of the tour marks what it is about`);
        for (const theme of ['one theme', 'the other theme']) {
            await testAccess(page, `the tour, step ${i + 1}, ${theme}`);
            await page.evaluate(() => document.querySelector('#theme').click());
        }
        await page.locator('#forth').click();
    }
    check(!await page.locator('#dialog').isVisible() && await page.locator('.highlight').count() === 0, 'the tour ends');
    await page.getByRole('button', { name: 'Help and tour' }).click();
    await page.getByRole('button', { name: 'Take the tour' }).click();
    await page.locator('#forth').waitFor();
    await page.keyboard.press('Escape');
    check(!await page.locator('#dialog').isVisible() && await page.locator('.highlight').count() === 0, 'Escape leaves the tour');
}

// Two tabs do not know of each other; a million lines of input are read.
async function testTabs(page) {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await settled(other);
    await replace(other, '#include <stdio.h>\nint main(void) { int c, n = 0; while ((c = getchar()) != EOF) n += c == 10; printf("%d lines\\n", n); }\n');
    await other.evaluate(() => { self.mixterPage.input = '\n'.repeat(1e6); self.mixterPage.inputClosed = true; });
    await other.keyboard.press('Control+Enter');
    await control(page, 'One instruction back');
    const here = await state(page);
    await until(other, () => self.mixterPage.progress?.ended && self.mixterPage.snapshot && !self.mixterPage.isLooking);
    await control(other, 'To the end');
    check((await shownOutput(other)).includes('1000000 lines'), 'a million lines of input');
    check(JSON.stringify(await state(page)) === JSON.stringify(here), 'the other page stays where it is');
    await other.close();
}

// ---- by keyboard alone ----

// All that can be operated is reached by Tab, in the order of the document, and shows that it has the focus; groups are one stop
// and have arrows. Then each kind is operated.
async function testKeyboard(page) {
    await example(page, 'Linked list');
    await page.evaluate(() => { document.querySelector('#look-close').click(); document.activeElement.blur(); getSelection().removeAllRanges(); });
    const wanted = await page.evaluate(() => {
        self.stops = [...document.querySelectorAll('button, select, input, textarea, [tabindex], [contenteditable=true]')].filter((element) => (element.tabIndex >= 0 || element.isContentEditable) && !element.disabled && element.checkVisibility({ visibilityProperty: true })
            && !element.closest('.cm-gutters'));
        return self.stops.length;
    });
    const reached = new Map();
    let order = -1, isInOrder = true;
    await page.evaluate(() => { document.body.tabIndex = -1; document.body.focus(); });
    for (let i = 0; i < wanted + 20; i++) {
        await page.keyboard.press('Tab');
        const now = await page.evaluate(() => {
            const element = document.activeElement, style = getComputedStyle(element.matches('.cm-content') ? element.closest('.cm-editor') : element);
            return { at: self.stops.indexOf(element), what: element.id || element.textContent.slice(0, 30) || element.tagName, isEditor: element.matches('.cm-content'),
                isShown: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) };
        });
        if (now.at < 0 || reached.has(now.at)) {
            if (now.at >= 0)
                break;
            continue;
        }
        isInOrder &&= now.at > order;
        order = now.at;
        reached.set(now.at, now);
        check(now.isShown, `the focus is seen at ${now.what}`);
        if (now.isEditor)
            await page.keyboard.press('Escape');
    }
    const missed = await page.evaluate((at) => self.stops.filter((element, i) => !at.includes(i)).map((element) => element.id || element.outerHTML.slice(0, 80)), [...reached.keys()]);
    check(missed.length === 0 && reached.size > 30, `Tab reaches all of ${wanted}`, missed);
    check(isInOrder, 'in the order of the document', [...reached.values()].map(({ what }) => what).join(', '));
    await page.evaluate(() => document.body.removeAttribute('tabindex'));

    const press = (keys) => keys.reduce(async (before, key) => { await before; await page.keyboard.press(key); }, Promise.resolve());
    const on = async (selector, ...keys) => { await page.locator(selector).first().focus(); await press(keys); };
    await on('#modes [aria-checked=true]', 'ArrowLeft');
    await until(page, () => self.mixterPage.mode === 'emulate' && !self.mixterPage.isRunning && self.mixterPage.snapshot);
    await press(['ArrowRight']);
    await until(page, () => self.mixterPage.mode === 'virtualize' && self.mixterPage.levels.length === 3);
    await settled(page);
    await on('#more', 'Enter');
    check(await page.evaluate(() => document.activeElement.id === 'less'), 'the focus goes on when a button can no longer be used', await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80)));
    await until(page, () => self.mixterPage.levels.length === 4);
    await settled(page);
    await on('#isa', 'ArrowDown');
    await until(page, () => self.mixterPage.isa === 'mips32' && !self.mixterPage.isRunning && self.mixterPage.snapshot);
    await on('#isa', 'ArrowUp');
    await settled(page);
    await after(page, () => on('#buttons [aria-label="To the start"]', 'Enter'));
    await after(page, () => on('#buttons [aria-label="One source line, into calls"]', 'Space'));
    check((await state(page)).own > 0, 'a button of the time line');
    await on('#count', 'Enter');
    await page.keyboard.type('100');
    await after(page, () => page.keyboard.press('Enter'));
    check((await state(page)).own === 100, 'a count');
    await on('#registers [tabindex="0"]', 'ArrowRight', 'ArrowDown', 'Enter');
    await until(page, () => self.mixterPage.address !== null);
    check(await page.evaluate(() => document.activeElement.closest('#registers') && document.activeElement.title.startsWith('a2 ')), 'arrows in the registers', await page.evaluate(() => document.activeElement.title));
    await on('#notation button', 'Tab', 'Enter');
    check(await page.evaluate(() => self.mixterPage.notation === 'dec'), 'a notation');
    await on('#notation button', 'Enter');
    await on('#address', 'Control+a');
    await page.keyboard.type('0x7fff7f00');
    await press(['Enter']);
    await until(page, () => self.mixterPage.snapshot.address === 0x7fff7f00);
    await after(page, () => on('[data-event=forth]', 'Enter'));
    await on('#event-kind', 'ArrowDown', 'ArrowDown');
    await after(page, () => on('[data-event=forth]', 'Enter'));
    check(await page.evaluate(() => document.querySelector('#event-kind').value === 'call' && document.activeElement.dataset.event === 'forth' && self.mixterPage.snapshot.contexts.some(({ instruction }) => instruction?.startsWith('syscall'))), 'to the next system call; the focus stays');
    await after(page, () => on('#events .row[tabindex="0"]', 'ArrowUp', 'Enter'));
    await on('#shown', 'ArrowUp');
    await until(page, () => self.mixterPage.snapshot.shown !== self.mixterPage.snapshot.program);
    await on('#shown', 'ArrowDown');
    await on('#right-tabs [aria-selected=true]', 'ArrowRight', 'ArrowRight', 'ArrowRight');
    await until(page, () => self.mixterPage.tab === 'pages' && document.querySelector('#right .pages'));
    await on('#right [data-address][tabindex="0"]', 'ArrowRight', 'Enter');
    await until(page, () => self.mixterPage.tab === 'where' && !document.querySelector('#right .pages'));
    check(await page.evaluate(() => document.activeElement.id === 'right'), 'the focus stays in a pane that is drawn anew', await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80)));
    await on('#theme', 'Enter');
    await on('#theme', 'Enter');
    await on('#help', 'Enter');
    check(await page.evaluate(() => document.activeElement.closest('dialog') !== null), 'a dialog has the focus');
    await press(['Escape']);
    check(await page.evaluate(() => document.activeElement.id === 'help'), 'and gives it back', await page.evaluate(() => document.activeElement.id));
    await on('#output-tabs [aria-selected=true]', 'ArrowRight');
    await on('#typed');
    await page.keyboard.type('text');
    await on('#send', 'Enter');
    await until(page, () => self.mixterPage.input === 'text\n');
    await on('.cm-content', 'Control+Home', 'F9');
    check(await page.locator('.breakpoint:visible').count() > 0, 'a breakpoint');
    await on('.cm-content', 'Control+Home', 'F9');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), on('#open', 'Enter')]);
    check(chooser !== null, 'a file is opened');
    const [saved] = await Promise.all([page.waitForEvent('download'), on('#save', 'Enter')]);
    check(saved.suggestedFilename() === 'list.c', 'a file is saved');
    await on('#example', 'ArrowDown');
    await until(page, () => self.mixterPage.name === 'hello.c');
    await settled(page);
    await example(page, 'Linked list');
}

// ---- for everybody ----

async function testAccess(page, what) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => self.axe.run(document, { resultTypes: ['violations'] }));
    check(violations.length === 0, `${what}: axe: ${violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' ; ')}`).join('\n  ')}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(overflow <= 0, `${what}: ${overflow} pixels too wide`);
}

// From a server, for a change.
async function testAppearance() {
    for (const [width, height, theme] of [[1600, 1000, 'light'], [1280, 720, 'dark'], [390, 844, 'light']]) {
        const page = await open(address, { width, height, theme });
        await testAccess(page, `${width}x${height}, ${theme}`);
        await page.locator('#file').setInputFiles({ name: 'opened.c', mimeType: 'text/plain', buffer: Buffer.from('int main(void) { return 7; }\n') });
        await until(page, () => self.mixterPage.name === 'opened.c');
        await settled(page);
        const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
        check(saved.suggestedFilename() === 'opened.c' && readFileSync(await saved.path(), 'utf8').includes('return 7'), `${width} pixels: open and save`);
        if (width < 1000) {
            for (const pane of ['Code', 'Machines', 'Output']) {
                await page.locator('#tabs button', { hasText: pane }).click();
                await testAccess(page, `a phone, ${pane}`);
            }
        }
        await page.context().close();
    }
}

// ---- all of them ----

const server = spawn(process.execPath, ['web/serve.mjs', folder, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const address = await new Promise((done) => server.stdout.once('data', (text) => done(String(text).trim())));
const file = `file://${resolve(folder)}/index.html`;

// Each row has a page of its own, in this order; rows are independent of each other, and run side by side. The longest begin first.
const rows = [
    [testRobust, testErrors], [testTime, testKeys, testDrag, testTower, testLink, testWatch], [testTour, testKeyboard],
    [testAppearance], [testLong, testTabs], [testVerify, testMix], [testMemory, testEndless], [testPrograms, testExercise], [testReload],
].map((row) => row.filter(({ name }) => new RegExp(only).test(name))).filter((row) => row.length > 0);

async function work() {
    for (let row = rows.shift(); row; row = rows.shift()) {
        const page = await open(file);
        for (const test of row) {
            const start = performance.now();
            try {
                await test(page);
            } catch (error) {
                check(false, `${test.name}: ${error.message.split('\n')[0]} ${error.stack.match(/page\.mjs:\d+/g)?.slice(0, 4)}`);
            }
            if (process.env.TIMES)
                console.log(`${test.name}: ${Math.round(performance.now() - start)} ms`);
        }
        await page.context().close();
    }
}

await Promise.all(Array.from({ length: LANES }, work));
server.kill();
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
