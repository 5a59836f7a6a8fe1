// equal MODULE IMAGE PAGE FOLDER NAME…: the module runs programs as the native commands did. FOLDER has of each program, at depth 0
// to 3, the native run: NAME.N.out, NAME.N.err with --digest and --stats, and NAME.N.trace. Every instruction is compared: its
// pc and the registers that it changes; then outputs, statuses and digests.
import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { compileImage } from '../../web/image.js';
import { Machine } from '../../web/machine.js';
import { Module, runCommand } from '../../web/module.js';

const [wasm, image, page, folder, ...names] = process.argv.slice(2);
const compiled = await WebAssembly.compile(readFileSync(wasm));
const CALL = 6, BUDGET = 0;
const REGISTERS = ('zero at v0 v1 a0 a1 a2 a3 t0 t1 t2 t3 t4 t5 t6 t7 s0 s1 s2 s3 s4 s5 s6 s7 t8 t9 k0 k1 gp sp s8 ra').split(' ');
let passed = 0, failed = 0;

function check(good, what) {
    if (good)
        passed++;
    else
        failed++, console.log(`FAIL ${what}`);
}

function* traced(name, depth) {
    for (const line of readFileSync(`${folder}/${name}.${depth}.trace`, 'latin1').split('\n')) {
        const match = /^ *(\d+) 0x([0-9a-f]{8}) /.exec(line);
        if (match)
            yield { count: +match[1], pc: parseInt(match[2], 16), changes: line.includes(' | ') ? line.slice(line.lastIndexOf(' | ')) : '' };
    }
}

async function open(name, depth, words = [name], isImage = 0) {
    const output = ['', '', ''];
    const files = new Map([['hypster', readFileSync(image)], [name, readFileSync(`${folder}/${name}`)]]);
    const module = await Module.make(compiled, files, {
        write: (file, position, bytes) => (output[file] += new TextDecoder('latin1').decode(bytes)),
    });
    const wrong = module.withWords(words, (at, count) => module.x.mx_open(at, count, isImage ? 0 : depth, isImage, isImage ? 1024 : 64, 0));
    if (wrong)
        throw new Error(`${name}: ${module.text(module.x.mx_message())}`);
    return { module, output };
}

function run(module, budget) {
    for (let end = module.x.mx_total() + budget; module.x.mx_total() < end;) {
        if (!module.x.mx_run(end - module.x.mx_total()))
            throw new Error(module.text(module.x.mx_message()));
        const stop = module.json(module.x.mx_stop());
        if (stop.reason !== CALL && stop.reason !== BUDGET)
            return stop;
    }
    return null;
}

// Where pieces of the program begin.
async function piecesOf(name, depth, path) {
    const { module } = await open(name, depth);
    module.x.mx_note_pieces(1);
    run(module, 1e12);
    const all = module.x.mx_pieces(), count = module.x.mx_piece_count(), found = [];
    for (let i = 0; i < count; i++) {
        const at = all + 48 * i;
        if (module.text(module.x.mx_path(module.view.getUint32(at + 24, true))) === path)
            found.push([module.view.getFloat64(at, true), module.view.getFloat64(at + 8, true)]);
    }
    return found;
}

// Compares each instruction of the program; what lies between is run in one go.
async function compareTrace(name, depth) {
    const path = '0' + '/1'.repeat(depth);
    const native = [...traced(name, depth)];
    const { module } = await open(name, depth);
    let next = 0, before = null, wrong = null;
    const look = () => {
        const at = module.withText(path, (text) => module.x.mx_registers(text));
        return { at, words: Array.from({ length: 32 }, (_, i) => module.view.getUint32(at + 4 * i, true)),
            pc: module.view.getUint32(at + 128, true) };
    };
    for (const [start, end] of await piecesOf(name, depth, path)) {
        run(module, start - module.x.mx_total());
        for (let now = start; now < end && wrong === null && next < native.length; now++) {
            const { words, pc } = look();
            if (pc !== native[next].pc)
                wrong = `instruction ${next}: pc ${pc.toString(16)}, natively ${native[next].pc.toString(16)}`;
            before = words;
            run(module, 1);
            const changes = native[next].changes;
            const after = module.x.mx_total() ? look().words : words;
            for (let i = 1; i < 32 && wrong === null; i++) {
                const said = new RegExp(` ${REGISTERS[i]} 0x[0-9a-f]+ -> 0x([0-9a-f]+)`).exec(changes);
                if ((said ? parseInt(said[1], 16) : before[i]) !== after[i])
                    wrong = `instruction ${next}: ${REGISTERS[i]} is ${after[i].toString(16)}, natively${changes}`;
            }
            next++;
        }
        // The system call that a piece ends at is completed between pieces.
        if (wrong === null && next < native.length && look().pc === native[next].pc && isCall(module, path))
            next++;
    }
    check(wrong === null && next > 1000 && next === native.length, `${name}, depth ${depth}: ${wrong ?? `${next} of ${native.length} instructions`}`);
}

function isCall(module, path) {
    const at = module.x.mx_allocate(4);
    const pc = module.withText(path, (text) => module.view.getUint32(module.x.mx_registers(text) + 128, true));
    module.withText(path, (text) => module.x.mx_read(text, pc, at, 4));
    return module.view.getUint32(at, true) === 12;
}

// The same command line on the machine of the module: its messages are those of the native command, digests included.
async function compareRun(name, depth) {
    const options = ['--digest', '--stats', '--', name];
    const words = depth === 0 ? ['mipster', ...options] : ['hypster', '--depth', `${depth}`, ...options];
    const { module, output } = await open(name, depth, words, 1);
    const stop = run(module, 1e12);
    const native = (end) => readFileSync(`${folder}/${name}.${depth}.${end}`, 'latin1');
    const state = (text) => text.split('\n').filter((line) => /state|instructions, /.test(line) && !/^mipster: level/.test(line))
        .map((line) => line.replace(/^\w+: (\d+ instructions).*/, '$1').replace(/^\w+: (state \w+, effects \w+).*/, '$1'));
    check(output[1] === native('out'), `${name}, depth ${depth}: output`);
    check(`${stop.status}` === native('status').trim(), `${name}, depth ${depth}: status ${stop.status}`);
    const here = state(output[2]), there = state(native('err'));
    check(here.length >= 2 && here[0] === there[0] && here[1] === there[1], `${name}, depth ${depth}: ${here} and natively ${there}`);
}

// The hypervisors' image, as the page compiles it, is the one that starc has made natively, of the sources with their comments.
async function compareImage() {
    const core = /core:"([^"]*)"/.exec(readFileSync(`${page}/core.js`, 'latin1'))[1];
    const made = await compileImage(compiled, JSON.parse(gunzipSync(Buffer.from(core, 'base64'))), []);
    check(Buffer.compare(made, readFileSync(image)) === 0, `the image that the page compiles, ${made.length} bytes`);
}

// What an exercise starts from fails its check, what solves it passes.
async function checkExercises() {
    const here = new URL('../../', import.meta.url);
    for (const file of readdirSync(new URL('web/exercises/', here))) {
        const { check: lines, source } = JSON.parse(readFileSync(new URL(`web/exercises/${file}`, here), 'utf8'));
        const solution = readFileSync(new URL(`tests/web/solutions/${file.replace('.json', '.c')}`, here), 'utf8');
        for (const [text, wanted] of [[source.join('\n'), 1], [solution, 0]]) {
            const sources = new Map([['check.c', new TextEncoder().encode(lines.join('\n'))], ['exercise.c', new TextEncoder().encode(text)]]);
            const made = await runCommand(compiled, ['starc', '-o', 'check', 'check.c'], sources);
            const { status, printed } = await runCommand(compiled, ['mipster', '--max-insns', '10000000', 'check'], new Map([['check', made.module.file('check')]]));
            check(made.status === 0 && status === wanted && printed !== '', `exercise ${file}: status ${status}, not ${wanted}: ${printed}`);
        }
    }
}

function openRun(name, depth) {
    const files = new Map([['hypster', readFileSync(image)], [name, readFileSync(`${folder}/${name}`)]]);
    const run = { words: [name], depth, isImage: false, program: name, path: '0' + '/1'.repeat(depth), levels: depth + 1, memory: 64, isa: 0, limit: 1e9 };
    return Machine.open(compiled, files, run, { bytes: new Uint8Array(0), closed: true });
}

// What is known of a run does not depend on who looked where while it was explored.
async function compareLooking(name, depth) {
    const known = ({ events, totals, pieces, frontier, mainPlace }) => JSON.stringify([events, [...totals], [...pieces.all.slice(0, pieces.length * pieces.width)], frontier, mainPlace]);
    const alone = await openRun(name, depth), looked = await openRun(name, depth);
    while (alone.explore(1000));
    for (let i = 1, more = true; more; i++) {
        looked.slice = 20000;
        more = looked.explore(0.01);
        looked.goTo(Math.floor(looked.frontier * (i * 7 % 10) / 10));
    }
    check(known(alone) === known(looked), `${name}, depth ${depth}: ${alone.events.length} hand-overs and ${alone.pieces.length} pieces, with looks ${looked.events.length} and ${looked.pieces.length}`);
}

// Going back, and anywhere, leads to the states that running has led to.
async function compareBack(name, depth) {
    const machine = await openRun(name, depth), { run } = machine;
    while (machine.explore(1000));
    const total = machine.ownTotal(), seen = new Map();
    const look = (own) => {
        machine.goTo(machine.placeOf(own));
        return machine.module.text(machine.x.mx_digest()) + JSON.stringify(machine.registers(run.path)) + JSON.stringify(machine.outputAt(machine.now));
    };
    for (let i = 0; i < 20; i++)
        seen.set(Math.floor(total * i / 20), null);
    for (const own of seen.keys())
        seen.set(own, look(own));
    for (const own of [...seen.keys()].reverse())
        check(look(own) === seen.get(own), `${name}, depth ${depth}: back at ${own} of ${total}`);
}

for (const name of names) {
    const source = new Map([[`${name}.c`, readFileSync(`${folder}/${name}.c`)]]);
    const { status, printed, module } = await runCommand(compiled, ['starc', '-g', '-o', name, `${name}.c`], source);
    check(status === 0 && Buffer.compare(module.file(name), readFileSync(`${folder}/${name}`)) === 0, `${name}: compiled${printed}`);
    for (let depth = 0; depth <= 3; depth++) {
        await compareTrace(name, depth);
        await compareRun(name, depth);
    }
}
await compareImage();
await checkExercises();
for (const depth of [0, 1, 3]) {
    await compareBack(names[2], depth);
    await compareLooking(names[0], depth);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
