// The worker: one machine at a time, explored in the background in slices of some milliseconds, so that it goes on answering.
// A message is [id, name, arguments], an answer [id, result] or [id, null, error]; events are [null, name, data].
import { Exit, Module, runCommand } from './module.js';
import { compileImage } from './image.js';
import { Machine } from './machine.js';

const SLICE = 12, SLICE_FIRST = 2; // milliseconds; and until there is something to look at
const REPORT = 60; // between two reports of progress
const QUIET = 200; // after a look, before the profile goes on
const SAMPLES_MOST = 40000, SAMPLES_AT_ONCE = 2000, PROFILED_AT_ONCE = 2e6, MARKS_SHOWN = 300, CALLS_SHOWN = 200, PIECES_PROFILED = 20000;

let compiled, core, image, mutant, startLoading;
const loading = new Promise((resolve) => { startLoading = resolve; });
let program = null; // what the compiler has made: { name, bytes, lines, functions }
let machine = null;
let busyUntil = 0; // somebody looks here and there
let generation = 0; // of the run; background work of an older one ends
let input = { bytes: new Uint8Array(0), closed: false };

const post = (name, data) => postMessage([null, name, data]);

// What has been packed by build.mjs, as it is unpacked.
function unpack(base64) {
    const bytes = Uint8Array.fromBase64?.(base64) ?? Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    return new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
}

const NO_MEMORY = 'The browser gives this page no more memory: close other pages, or run something smaller.';
const OUT_OF_MEMORY = /out of memory|cannot allocate|allocation failed/i;

// Of a module, or an array, for which the browser has no memory.
function isMemory(error) {
    return error instanceof RangeError && OUT_OF_MEMORY.test(error.message);
}

// Here core and starc have as much memory as the browser gives them.
function explained(printed) {
    return OUT_OF_MEMORY.test(printed) ? `${printed.trimEnd()}\n${NO_MEMORY}\n` : printed;
}

// ---- compiling ----

const DIAGNOSTIC = /^([^:\n]+):(\d+):(?:(\d+):)? (error|warning|note): (.*)$/;

function diagnosticsOf(printed) {
    const found = [];
    for (const line of printed.split('\n')) {
        const match = DIAGNOSTIC.exec(line);
        if (match)
            found.push({ file: match[1], line: +match[2], column: +(match[3] ?? 1), kind: match[4], text: match[5] });
    }
    return found;
}

async function compile({ source, name, options }) {
    const output = name.replace(/\.c$/, '');
    const started = performance.now();
    const files = new Map([[name, new TextEncoder().encode(source)]]);
    let result;
    try {
        result = await runCommand(compiled, ['starc', '-g', ...options, '-o', output, name], files);
    } catch (error) {
        const text = isMemory(error) ? NO_MEMORY : error instanceof RangeError ? 'the program is nested too deeply for this page' : String(error.message ?? error);
        return { ok: false, printed: `${name}:1:1: error: ${text}\n`, diagnostics: [{ file: name, line: 1, column: 1, kind: 'error', text }] };
    }
    const bytes = result.module.file(output);
    const ok = result.status === 0 && bytes !== undefined;
    const answer = { ok, printed: ok ? result.printed : explained(result.printed), diagnostics: diagnosticsOf(result.printed), time: performance.now() - started };
    if (!ok)
        return answer;
    const module = await Module.make(compiled, new Map([[output, bytes]]));
    module.withText(output, (at) => module.x.mx_program(at));
    const lines = module.json(module.x.mx_lines());
    const functions = module.json(module.x.mx_functions()).filter(([, size]) => size > 0).sort((a, b) => a[0] - b[0]);
    program = { number: (program?.number ?? 0) + 1, name: output, source: name, bytes: bytes.slice(), lines, functions };
    program.addresses = lineAddresses(module, lines, name);
    program.starts = new Set([...program.addresses.values()].flat());
    return { ...answer, size: bytes.length, lines: [...program.addresses.keys()] };
}

function isBranch(word) {
    const operation = word >>> 26;
    return (operation >= 1 && operation <= 7) || (operation === 0 && (word & 0x3e) === 8);
}

// The addresses where the code of each line of the source begins; a delay slot is no beginning.
function lineAddresses(module, lines, file) {
    const starts = new Map();
    const at = module.x.mx_allocate(4);
    const isSlot = (address) => module.x.mx_code(address - 4, at, 1) === 1 && isBranch(module.view.getUint32(at, true));
    let before = null;
    for (const [start, end, line, name] of lines) {
        const isSame = before && before.end === start && before.line === line && before.name === name;
        if (name === file && !isSame && !isSlot(start)) {
            if (!starts.has(line))
                starts.set(line, []);
            starts.get(line).push(start);
        }
        before = { end, line, name };
    }
    return starts;
}

function lineAt(address) {
    let low = 0, high = program.lines.length;
    while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (program.lines[middle][0] <= address)
            low = middle;
        else
            high = middle;
    }
    const row = program.lines[low];
    return row && row[0] <= address && address < row[1] ? row : null;
}

function functionAt(address) {
    let low = 0, high = program.functions.length;
    while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (program.functions[middle][0] <= address)
            low = middle;
        else
            high = middle;
    }
    const row = program.functions[low];
    return row && row[0] <= address && address < row[0] + row[1] ? low : -1;
}

// ---- a run ----

function levelsOf(run) {
    if (run.mode === 'mix')
        return ['mixter', program.source];
    const names = Array.from({ length: run.depth }, (_, i) => `hypster ${i + 1}`);
    return [...names, program.source];
}

function commandOf(run) {
    const words = [program.name, ...run.arguments];
    if (run.mode !== 'mix')
        return { words, depth: run.depth, isImage: false };
    const regular = ['--mix', `${run.share}`, '--slice', `${run.slice}`];
    const schedule = run.schedule === '' ? regular : run.schedule.startsWith('at:') ? ['--schedule', run.schedule] : [...regular, '--schedule', run.schedule];
    return { words: ['mixter', ...schedule, '--memory', '64M', '--', ...words], depth: 0, isImage: true };
}

async function openMachine(run) {
    if (!image && (run.depth > 0 || run.mode === 'mix'))
        throw new Error('The hypervisors have not been compiled.');
    const levels = levelsOf(run);
    const files = new Map([[program.name, program.bytes], ['hypster', image], [program.source, new TextEncoder().encode(run.source)]]);
    const opened = await Machine.open(compiled, files, {
        ...commandOf(run), program: program.name, path: '0' + '/1'.repeat(levels.length - 1), levels: levels.length,
        memory: run.mode === 'mix' ? 256 : run.memory, isa: 0, limit: run.limit,
    }, input);
    opened.names = levels;
    opened.mode = run.mode;
    opened.asked = run;
    return opened;
}

async function start(run) {
    const mine = ++generation;
    input = { bytes: new TextEncoder().encode(run.input), closed: run.inputClosed };
    machine = await openMachine(run);
    pause().then(() => explore(mine, run.first)); // when this has been answered
    return { levels: machine.names };
}

// Lets messages in.
const pause = () => new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { channel.port1.close(); resolve(); };
    channel.port2.postMessage(0);
});

// `first`: what is to be looked at first, as soon as the run has come there.
async function explore(mine, first = null) {
    let reported = 0;
    try {
        for (let more = true; more && mine === generation;) {
            more = machine.explore(first ? SLICE_FIRST : SLICE);
            const place = first && placeOfFirst(first.goal);
            if (!more || place || performance.now() - reported > REPORT) {
                reported = performance.now();
                post('progress', { ...progress(), first: place && look({ ...first, ...place }) });
                first = place ? null : first;
            }
            await pause();
        }
        if (mine === generation)
            await profile(mine);
    } catch (error) {
        broken(error);
    }
}

// Where the page begins to look: at a count of the program, or where its main begins; or as far as it goes.
function placeOfFirst(goal) {
    const { frontier, ended, waits, full, mainPlace, pieces } = machine;
    if (goal !== null ? machine.ownTotal() >= goal : mainPlace !== null)
        return goal !== null ? { own: goal } : { place: mainPlace };
    return ended || waits || full ? { place: goal !== null ? frontier : pieces.length > 0 ? pieces.at(0, 0) : 0 } : null;
}

function broken(error) {
    const text = error instanceof Exit || error instanceof WebAssembly.RuntimeError
        ? explained(machine?.module.takePrinted().trim() || 'The machine has broken down.') : isMemory(error) ? NO_MEMORY : String(error?.message ?? error);
    post('broken', text);
}

function progress() {
    const m = machine;
    return {
        frontier: m.frontier, ended: m.ended, full: m.full, waits: m.waits, own: m.ownTotal(),
        totals: [...m.totals], levels: m.names, mode: m.mode,
        lanes: m.segments ? { segments: m.segments } : { width: m.lanes.width, bins: m.lanes.bins },
        marks: marksOf(m.events), events: m.events.length, calls: m.events.filter((event) => event.exception === 1).length,
        gaps: m.mode === 'mix' ? gaps(m.pieces) : [],
        firstCall: m.events.find((event) => event.exception === 1)?.own,
    };
}

// Where the program has got on without being switched to: it was emulated. Places and counts.
function gaps(pieces) {
    const found = [];
    let place = 0, own = 0;
    for (let i = 0; i < pieces.length && found.length < MARKS_SHOWN; i++) {
        if (pieces.at(i, 2) > own + 1)
            found.push([place, pieces.at(i, 0), own, pieces.at(i, 2)]);
        place = pieces.at(i, 1);
        own = pieces.at(i, 2) + place - pieces.at(i, 0);
    }
    return found;
}

// Those that the time line has room for.
function marksOf(events) {
    const step = Math.max(1, events.length / MARKS_SHOWN);
    const marks = [];
    for (let i = 0; i < events.length; i += step)
        marks.push([events[Math.floor(i)].own, events[Math.floor(i)].exception]);
    return marks;
}

// The machine that the program's own time is looked at on. What mixter emulates is no piece of the program, and switches in great
// number take long to go through: then it is emulated once more, which is the same to it.
async function plainMachine(mine) {
    if (machine.mode !== 'mix' && machine.pieces.length <= PIECES_PROFILED)
        return machine;
    const total = machine.ownTotal();
    const plain = await openMachine({ ...machine.asked, mode: 'emulate', depth: 0, limit: total });
    while (plain.ownTotal() < total && plain.explore(SLICE) && mine === generation)
        await pause();
    return plain;
}

// What the program's time was spent on: by function in its order, and by line. Exact if it is short.
async function profile(mine) {
    const total = machine.ownTotal();
    const plain = await plainMachine(mine);
    if (plain.pieces.length > PIECES_PROFILED)
        return post('profile', { total, stride: 0, parts: [], names: [], lines: [] }); // each one costs a look
    const stride = Math.max(1, Math.ceil(total / SAMPLES_MOST));
    const parts = []; // of one function: start, end, number
    const lines = new Map();
    const step = stride * Math.max(1, Math.min(SAMPLES_AT_ONCE, Math.floor(PROFILED_AT_ONCE / stride)));
    for (let from = 0; from < total && mine === generation; from += step) {
        while (performance.now() < busyUntil && mine === generation)
            await new Promise((resolve) => setTimeout(resolve, QUIET / 4)); // the machine is where it is looked at
        for (const [own, pc] of plain.trace(from, Math.min(from + step, total), stride)) {
            const number = functionAt(pc);
            const last = parts[parts.length - 1];
            if (last && last[2] === number)
                last[1] = own + stride;
            else
                parts.push([own, own + stride, number]);
            const line = lineAt(pc);
            if (line && line[3] === program.source)
                lines.set(line[2], (lines.get(line[2]) ?? 0) + stride);
        }
        await pause();
    }
    if (mine !== generation)
        return;
    post('profile', { total, stride, parts, names: program.functions.map((row) => row[2]), lines: [...lines] });
}

// ---- looking ----

function contexts() {
    return machine.module.json(machine.x.mx_contexts());
}

// The code around an address of a context, with its lines.
function listing(path, pc) {
    const isProgram = path === machine.run.path;
    const number = isProgram ? functionAt(pc) : -1;
    const [start, size] = number >= 0 ? program.functions[number] : [pc - 32 * 4, 80 * 4];
    const from = number >= 0 ? Math.max(start, pc - 400 * 4) : start;
    const count = Math.min(800, (number >= 0 ? start + size - from : size) / 4);
    const id = number >= 0 ? `${program.number} ${from}` : null; // of what does not change
    if (id !== null && program.listing?.id === id)
        return program.listing;
    const rows = [];
    const code = isProgram ? fileWords(from, count) : memoryWords(path, from, count);
    for (let i = 0; i < count; i++) {
        if (code[i] === undefined)
            continue;
        const address = from + 4 * i;
        const line = isProgram ? lineAt(address) : null;
        rows.push([address, code[i], machine.disassemble(code[i], address), line ? line[2] : 0, line ? line[3] : '']);
    }
    program.listing = { id, rows };
    return program.listing;
}

function fileWords(from, count) {
    const at = machine.x.mx_allocate(4 * count);
    const done = machine.x.mx_code(from, at, count);
    const words = [...new Uint32Array(machine.module.x.memory.buffer.slice(at, at + 4 * done))];
    machine.x.mx_free(at);
    return words;
}

function memoryWords(path, from, count) {
    return Array.from({ length: count }, (_, i) => machine.word(path, from + 4 * i) ?? undefined);
}

const NAMES = ('zero at v0 v1 a0 a1 a2 a3 t0 t1 t2 t3 t4 t5 t6 t7 s0 s1 s2 s3 s4 s5 s6 s7 t8 t9 k0 k1 gp sp s8 ra').split(' ');
const MEMORY = /^(l|s)(\w+)\t(\$?\w+),(-?\d+)\((\w+)\)/;

// What the next instruction is about to do, as far as it is about memory or a branch.
function noteOf(path, registers, text) {
    const value = (name) => registers.general[NAMES.indexOf(name)];
    const memory = MEMORY.exec(text);
    if (memory) {
        const address = (value(memory[5]) + +memory[4]) >>> 0;
        const word = machine.word(path, address - address % 4);
        return { address, operand: `${memory[4]}(${memory[5]})`, isStore: memory[1] === 's', register: memory[3], word };
    }
    const branch = /^(b\w+)\t(?:(\w+),)?(?:(\w+),)?0x[0-9a-f]+$/.exec(text);
    if (!branch)
        return null;
    const left = branch[2] ? value(branch[2]) : 0, right = branch[3] && NAMES.includes(branch[3]) ? value(branch[3]) : 0;
    const taken = { beq: left === right, bne: left !== right, beqz: left === 0, bnez: left !== 0, b: true }[branch[1]];
    return taken === undefined ? null : { taken };
}

function look({ place, own, path, address, tab }) {
    const m = machine;
    busyUntil = performance.now() + QUIET;
    if (own !== undefined && own !== null)
        place = m.placeOf(own);
    place = Math.max(0, Math.min(place ?? m.now, m.frontier));
    m.goTo(place);
    m.shown = m.now;
    const all = contexts();
    const current = all.find((context) => context.current) ?? all[0];
    const there = all.some((context) => context.path === m.run.path);
    const shown = path === 'current' ? current.path : path && all.some((context) => context.path === path) ? path
        : there ? m.run.path : current.path;
    const registers = m.registers(shown);
    const snapshot = {
        file: program.source, place: m.now, own: m.ownAt(m.now), contexts: all, current: current.path,
        shown, registers, program: m.run.path, atEnd: m.ended !== null && m.now >= m.frontier, ended: m.ended, tab,
        output: m.outputAt(m.now), waits: m.waits && m.now >= m.frontier,
    };
    for (const context of all) {
        const where = m.place(context.path, context.pc);
        context.where = where;
        const word = context.path === m.run.path && fileWords(context.pc, 1)[0] !== undefined ? fileWords(context.pc, 1)[0] : m.word(context.path, context.pc);
        context.instruction = word === null || word === undefined ? null : m.disassemble(word, context.pc);
    }
    if (registers) {
        const context = all.find((one) => one.path === shown);
        snapshot.where = context.where;
        snapshot.listing = listing(shown, registers.pc);
        snapshot.note = context.instruction ? noteOf(shown, registers, context.instruction) : null;
        snapshot.line = shown === m.run.path ? programLine(registers.pc) : null;
        snapshot.address = address ?? snapshot.note?.address ?? registers.general[29];
        snapshot.operand = address === undefined || address === null ? snapshot.note?.operand ?? 'sp' : null;
        snapshot.walk = m.module.json(m.x.mx_walk(m.keep(shown), snapshot.address));
        snapshot.word = m.word(shown, snapshot.address - snapshot.address % 4);
        if (tab === 'stack')
            snapshot.stack = stack(shown);
        if (tab === 'pages')
            snapshot.pages = m.module.json(m.x.mx_pages(m.keep(shown)));
        if (tab === 'memory')
            snapshot.memory = memoryAround(shown, snapshot.address);
    }
    snapshot.events = eventsAround(m.now);
    snapshot.calls = m.events.filter((event) => event.exception === 1).slice(0, CALLS_SHOWN).map(named);
    return snapshot;
}

// The line of the page's source that the program is in: its own, or the one that called the library.
function programLine(pc) {
    const row = lineAt(pc);
    return row && row[3] === program.source ? { line: row[2], isHere: true } : null;
}

function stack(path) {
    machine.module.takePrinted();
    const frames = machine.module.json(machine.x.mx_stack(machine.keep(path)));
    const values = machine.module.takePrinted().split('\f\n');
    return frames.map((frame, i) => ({ ...frame, values: (values[i] ?? '').trim() }));
}

function memoryAround(path, address) {
    const start = Math.max(0, (address - address % 16) - 128);
    const rows = [];
    for (let at = start; at < start + 320; at += 16)
        rows.push([at, [0, 4, 8, 12].map((offset) => machine.word(path, at + offset))]);
    return rows;
}

function eventsAround(place) {
    const { events } = machine;
    let low = 0, high = events.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (events[middle].place < place)
            low = middle + 1;
        else
            high = middle;
    }
    const from = Math.max(0, low - 40);
    return {
        total: events.length, before: low - from,
        rows: events.slice(from, low + 60).map(named),
    };
}

function named(event) {
    const where = machine.programPlace(event.pc);
    return { ...event, name: event.exception === 1 ? machine.module.text(machine.x.mx_call_name(event.call)) : null,
        where: where.function ? `${where.function}${where.offset ? `+0x${where.offset.toString(16)}` : ''}` : '' };
}

// ---- going ----

const addressesOf = (lines) => lines.flatMap((line) => program.addresses.get(line) ?? []);

function go({ how, back, lines, path, watched }) {
    const m = machine;
    m.goTo(m.shown ?? m.now); // where the page is: what goes on in the background has been elsewhere
    switch (how) {
    case 'instruction': return path === 'current' ? { place: m.now + (back ? -1 : 1) } : { own: stepOwn(back) };
    case 'line':
    case 'over':
    case 'out': return { own: stepLine(how, back) };
    case 'breakpoint': {
        const addresses = addressesOf(lines);
        const place = addresses.length === 0 ? null : back ? m.previous(addresses) : m.next(addresses);
        return { place: place ?? (back ? 0 : m.frontier), missed: place === null };
    }
    case 'watch': {
        const at = m.now;
        const place = back ? m.previous([], watched) : m.next([], watched);
        return { place: place ?? at, missed: place === null };
    }
    case 'event': {
        const kinds = { call: 1, fault: 2, any: 0 };
        const wanted = m.events.filter((event) => kinds[watched] === 0 || event.exception === kinds[watched]);
        const found = back ? wanted.findLast((event) => event.place < m.now) : wanted.find((event) => event.place > m.now);
        return { place: found ? found.place : m.now, missed: !found };
    }
    case 'main': return { place: m.mainPlace ?? 0 };
    case 'start': return { place: 0 };
    default: return { place: m.frontier };
    }
}

function stepOwn(back) {
    const own = machine.ownAt(machine.now);
    const isExact = machine.placeOf(own) === machine.now;
    return Math.max(0, Math.min(back ? own - 1 : isExact ? own + 1 : own, machine.ownTotal()));
}

// The stack pointer that a function was called with, which is the same all through it: from where its first instructions make
// the frame on, that is as much higher.
function frameEnd(pc, pointer) {
    const number = functionAt(pc);
    if (number < 0)
        return pointer;
    program.frames ??= new Map();
    if (!program.frames.has(number)) {
        const [start, size] = program.functions[number];
        const at = fileWords(start, Math.min(24, size / 4)).findIndex((word) => word >>> 15 === 0x27bd8000 >>> 15);
        program.frames.set(number, at < 0 ? [Infinity, 0] : [start + 4 * at, 0x10000 - (fileWords(start + 4 * at, 1)[0] & 0xffff)]);
    }
    const [made, bytes] = program.frames.get(number);
    return pc > made ? pointer + bytes : pointer;
}

const WINDOWS = [500, 4000, 32000, 256000, 1e6];

// The count of the program where another line of the source begins: in this function or those that called it (over), in those
// (out), or anywhere (line).
function stepLine(how, back) {
    const m = machine;
    const own = m.ownAt(m.now), total = m.ownTotal();
    const [, pc, pointer] = m.trace(own, own + 1)[0] ?? [own, 0, 0];
    const here = functionAt(pc), frame = frameEnd(pc, pointer);
    const isWanted = (at, stackPointer) => {
        const other = frameEnd(at, stackPointer);
        return how === 'line' || other > frame || (how === 'over' && other === frame && functionAt(at) === here);
    };
    for (const size of WINDOWS) {
        const rows = back ? m.trace(Math.max(0, own - size), own) : m.trace(own + 1, Math.min(total, own + size));
        const found = rows[back ? 'findLast' : 'find'](([, at, stackPointer]) =>
            (how === 'out' ? lineAt(at)?.[3] === program.source : program.starts.has(at)) && isWanted(at, stackPointer));
        if (found)
            return found[0];
        if (back ? own - size <= 0 : own + size >= total)
            break;
    }
    return back ? 0 : total;
}

// ---- messages ----

const api = {
    async load({ module }) {
        const response = new Response(unpack(module), { headers: { 'content-type': 'application/wasm' } });
        startLoading(WebAssembly.compileStreaming(response).then((made) => { compiled = made; }));
        await loading;
        return null;
    },
    async core({ core: base64 }) {
        core = await new Response(unpack(base64)).json();
        image = null;
        image = await compileImage(compiled, core, []).catch((error) => { throw new Error(isMemory(error) ? NO_MEMORY : explained(error.message)); });
        return { size: image.length };
    },
    // The image with a bug: replacements of text in files of core.
    async mutant({ edits }) {
        mutant = await compileImage(compiled, core, edits);
        return { size: mutant.length };
    },
    compile,
    start,
    async stop() {
        generation++;
        machine = null;
        return null;
    },
    look,
    go,
    // Of the program's state where the page is, as `mipster --digest` prints it; for the console and tests.
    async digest() {
        machine.goTo(machine.shown);
        return machine.module.text(machine.x.mx_digest());
    },
    async input({ text, closed }) {
        input.bytes = new TextEncoder().encode(text);
        input.closed = closed;
        explore(++generation);
        return null;
    },
    // Compiles the check of an exercise with the program, and runs it: its status, and what it has printed.
    async check({ check, source }) {
        const encode = (text) => new TextEncoder().encode(text);
        const made = await runCommand(compiled, ['starc', '-o', 'check', 'check.c'], new Map([['check.c', encode(check)], ['exercise.c', encode(source)]]));
        if (made.status !== 0)
            return { status: made.status, printed: made.printed };
        const { status, printed } = await runCommand(compiled, ['mipster', '--files', 'none', '--memory', '64M', '--max-insns', '200000000', 'check'], new Map([['check', made.module.file('check')]]));
        return { status, printed };
    },
    // A command that takes its time: whoever asks ends the worker if it takes too long.
    async command({ words, files }) {
        const all = new Map([['hypster', image], ['mutant', mutant], [program.name, program.bytes], ...(files ?? [])].filter(([, bytes]) => bytes));
        const started = performance.now();
        const { status, errors } = await runCommand(compiled, words, all, input.bytes);
        return { status, errors, time: performance.now() - started };
    },
};

const NEEDS_MACHINE = ['look', 'go', 'digest', 'input'];

post('begun');
onmessage = async ({ data: [id, name, argument] }) => {
    try {
        if (name !== 'load')
            await loading; // what is asked before waits
        if (!machine && NEEDS_MACHINE.includes(name))
            throw new Error('Nothing runs: compile and start it.');
        postMessage([id, await api[name](argument ?? {})]);
    } catch (error) {
        if (error instanceof WebAssembly.RuntimeError || error instanceof Exit)
            broken(error);
        postMessage([id, null, isMemory(error) ? NO_MEMORY : String(error?.message ?? error)]);
    }
};
