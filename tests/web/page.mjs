// page FOLDER MODULES CHROMIUM [TEST]: the page in a real browser, from file:// and from a server.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const [folder, modules, executablePath, only = ''] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), '/'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TIMEOUT = 90000;
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
const state = (page) => page.evaluate(() => { const { own, place, ownTotal, registers, shown } = self.mixterPage.snapshot; return { own, place, ownTotal, pc: registers.pc, general: registers.general, shown }; });
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
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    check(await page.evaluate(() => !document.activeElement.closest('.cm-content')), 'Tab leaves the editor');
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
    const before = await state(page);
    await page.getByRole('button', { name: /^Copy a link/ }).click();
    await until(page, () => location.hash.startsWith('#v1,'));
    const url = page.url();
    check(url.length < 1200, 'a short link', url.length);
    const other = await open(url);
    const after = await state(other);
    check(after.own === before.own && after.pc === before.pc && await other.evaluate(() => self.mixterPage.levels.length) === 4, 'a link leads to the same place', before, after);
    await other.context().close();
    const damaged = await open(url.slice(0, -30));
    check((await damaged.evaluate(() => self.mixterPage.messages.join())).includes('damaged'), 'a damaged link is told');
    await damaged.context().close();
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

// ---- for everybody ----

async function testAccess(page, what) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => self.axe.run(document, { resultTypes: ['violations'], preload: false }));
    check(violations.length === 0, `${what}: axe: ${violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' ; ')}`).join('\n  ')}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(overflow <= 0, `${what}: ${overflow} pixels too wide`);
}

async function testAppearance(url) {
    for (const [width, height, theme] of [[1600, 1000, 'light'], [1280, 720, 'dark'], [390, 844, 'light']]) {
        const page = await open(url, { width, height, theme });
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

const file = `file://${resolve(folder)}/index.html`;
const page = await open(file);
for (const test of [testTime, testKeys, testDrag, testTower, testLink, testWatch, testPrograms, testExercise, testErrors, testVerify, testMix, testTabs, testTour].filter(({ name }) => name.includes(only))) {
    try {
        await test(page);
    } catch (error) {
        check(false, `${test.name}: ${error.message.split('\n')[0]} ${error.stack.match(/page\.mjs:\d+/g)?.slice(0, 2)}`);
    }
}
await page.context().close();
const server = spawn(process.execPath, ['web/serve.mjs', folder, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const address = await new Promise((done) => server.stdout.once('data', (text) => done(String(text).trim())));
await testAppearance(address).catch((error) => check(false, `appearance: ${error.message}`));
server.kill();
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
