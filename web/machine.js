// A run that can be anywhere: a machine in a module, what has been seen of the run so far, and checkpoints ("marks") from which
// any place is a few milliseconds away. A place is a count of instructions of everything. How far the run is known is its
// frontier; it is explored in the background, piece by piece, so that the worker goes on answering.
import { Module } from './module.js';

export const STOP = { budget: 0, exit: 1, signal: 2, limit: 3, breakpoint: 4, watchpoint: 5, call: 6 };
export const EXCEPTION = { none: 0, call: 1, fault: 2, other: 3 };
const PIECE_BYTES = 48;
const MARK_EVERY = 4, MARKS_MOST = 2400, MARK_MEMORY = 192e6; // milliseconds of running; how many; bytes
const PIECES_MOST = 2e6, OUTPUT_MOST = 4e6, EVENTS_MOST = 20000;
const BINS = 2048, SEGMENTS_MOST = 3000;
const AT_ONCE = 2e6; // instructions, in some milliseconds
const REGISTER_WORDS = 32;
const READ = 4003;

// Numbers in an array that grows.
class Numbers {
    constructor(width) {
        this.width = width;
        this.length = 0;
        this.all = new Float64Array(width * 256);
    }

    push(...row) {
        if ((this.length + 1) * this.width > this.all.length) {
            const larger = new Float64Array(this.all.length * 2);
            larger.set(this.all);
            this.all = larger;
        }
        this.all.set(row, this.width * this.length++);
    }

    at(row, column) {
        return this.all[row * this.width + column];
    }

    set(row, column, value) {
        this.all[row * this.width + column] = value;
    }

    // The last row whose column is at most `value`; -1: none.
    last(column, value) {
        let low = -1, high = this.length;
        while (high - low > 1) {
            const middle = (low + high) >> 1;
            if (this.at(middle, column) <= value)
                low = middle;
            else
                high = middle;
        }
        return low;
    }
}

// How much each level has executed, in columns of equal width, which doubles when they are full.
class Lanes {
    constructor(levels) {
        this.width = 1;
        this.bins = Array.from({ length: levels }, () => new Float64Array(BINS));
    }

    add(level, start, end) {
        while (end > this.width * BINS)
            this.double();
        const bins = this.bins[level];
        if (!bins)
            return;
        for (let at = start; at < end;) {
            const bin = Math.floor(at / this.width);
            const next = Math.min(end, (bin + 1) * this.width);
            bins[bin] += next - at;
            at = next;
        }
    }

    double() {
        this.width *= 2;
        for (const bins of this.bins) {
            for (let i = 0; i < BINS / 2; i++)
                bins[i] = bins[2 * i] + bins[2 * i + 1];
            bins.fill(0, BINS / 2);
        }
    }
}

export class Machine {
    // files: name → bytes; run: { words, depth, isImage, program, path, memory, isa }
    static async open(compiled, files, run, input) {
        const machine = new Machine(run, input);
        machine.module = await Module.make(compiled, files, {
            read: (position, size) => machine.readInput(position, size),
            write: (file, position, bytes) => machine.writeOutput(file, position, bytes),
        });
        machine.x = machine.module.x;
        const wrong = machine.module.withWords(run.words, (at, count) =>
            machine.x.mx_open(at, count, run.depth, run.isImage ? 1 : 0, run.memory, run.isa));
        if (wrong)
            throw new Error(machine.module.text(machine.x.mx_message()));
        machine.module.withText(run.program, (at) => machine.x.mx_program(at));
        machine.path = machine.keep(run.path);
        machine.buffer = machine.x.mx_allocate(4096);
        machine.marks = [{ place: 0, at: machine.x.mx_checkpoint(), size: 0 }];
        machine.x.mx_note_pieces(1);
        machine.findMain();
        return machine;
    }

    constructor(run, input) {
        this.run = run;
        this.input = input;
        this.outputs = [null, new Uint8Array(256), new Uint8Array(256)];
        this.written = new Numbers(3); // place, file, bytes of it by then
        this.lengths = [0, 0, 0];
        this.now = 0;
        this.frontier = 0;
        this.spacing = MARK_EVERY;
        this.ran = 0; // milliseconds since the last mark
        this.markBytes = 0;
        this.ended = null; // the stop of the end
        this.waits = false; // for input
        this.full = null; // why it is not explored further
        this.levels = run.levels;
        this.lanes = new Lanes(run.levels);
        this.totals = new Float64Array(run.levels);
        this.segments = []; // while they are few: [level, start, end]
        this.pieces = new Numbers(4); // of the program: start, end, own count at the start, whether it is a hand-over
        this.events = []; // hand-overs of the program
        this.pathLevels = [];
        this.paths = new Map();
        this.places = new Map();
        this.mainPlace = null;
    }

    // ---- strings that stay in the module ----

    keep(text) {
        if (!this.paths.has(text)) {
            const bytes = new TextEncoder().encode(text + '\0');
            const at = this.x.mx_allocate(bytes.length);
            this.module.bytes(at, bytes.length).set(bytes);
            this.paths.set(text, at);
        }
        return this.paths.get(text);
    }

    // ---- input and output ----

    readInput(position, size) {
        const bytes = this.input.bytes.subarray(position, position + size);
        this.read = position + bytes.length;
        return bytes;
    }

    writeOutput(file, position, bytes) {
        const end = position + bytes.length;
        if (end > this.outputs[file].length) {
            const larger = new Uint8Array(end * 2);
            larger.set(this.outputs[file]);
            this.outputs[file] = larger;
        }
        this.outputs[file].set(bytes, position);
        if (end > this.lengths[file]) {
            this.lengths[file] = end;
            this.written.push(this.now, file, end);
        }
    }

    // What had been written by a place.
    outputAt(place) {
        const parts = [];
        const done = [0, 0, 0];
        const last = this.written.last(0, place - 1);
        for (let i = Math.max(0, last - 4000); i <= last; i++) {
            const file = this.written.at(i, 1), end = this.written.at(i, 2);
            const from = Math.max(done[file], i === last - 4000 ? Math.max(0, end - 65536) : done[file]);
            parts.push([file, this.outputs[file].slice(from, end)]);
            done[file] = end;
        }
        const decoder = new TextDecoder();
        return parts.map(([file, bytes]) => [file, decoder.decode(bytes)]);
    }

    // ---- running ----

    // Runs up to a place; serves system calls on the way. Returns a stop other than for the budget.
    runTo(place) {
        while (this.now < place) {
            if (this.isWaiting())
                return { reason: STOP.call };
            const at = this.x.mx_run(place - this.now);
            if (at === 0)
                throw new Error(this.module.text(this.x.mx_message()));
            this.now = this.x.mx_total();
            const reason = this.module.view.getUint32(at, true);
            if (reason === STOP.call)
                this.noteCall();
            else if (reason !== STOP.budget)
                return this.module.json(this.x.mx_stop());
        }
        return null;
    }

    // A read of standard input whose bytes are not there yet has not begun.
    isWaiting() {
        if (!this.atCall || this.atCall.place !== this.now)
            return false;
        const { number, arguments: words } = this.atCall;
        return number === READ && words[0] === 0 && words[2] > 0 && !this.input.closed && this.inputUsed() >= this.input.bytes.length;
    }

    inputUsed() {
        return this.read ?? 0;
    }

    noteCall() {
        const at = this.x.mx_registers(this.keep('0'));
        const word = (i) => this.module.view.getUint32(at + 4 * i, true);
        this.atCall = { place: this.now, number: word(2), arguments: [word(4), word(5), word(6), word(7)] };
    }

    // Explores on for about so many milliseconds. Returns true if there may be more.
    explore(milliseconds) {
        if (this.ended || this.full)
            return false;
        this.goTo(this.frontier);
        const deadline = performance.now() + milliseconds;
        let slice = this.slice ?? 200000;
        while (performance.now() < deadline) {
            const started = performance.now();
            const before = this.now;
            const stop = this.runTo(this.now + slice);
            this.frontier = this.now;
            this.takePieces();
            this.ran += performance.now() - started;
            if (this.ran >= this.spacing)
                this.markHere();
            if (stop && stop.reason === STOP.call) {
                this.waits = true;
                return false;
            }
            this.waits = false;
            if (stop && stop.reason === STOP.breakpoint && stop.point === this.mainPoint) {
                this.mainPlace = this.now;
                this.x.mx_remove(this.mainPoint);
                this.mainPoint = 0;
                continue;
            }
            if (stop && stop.reason !== STOP.breakpoint && stop.reason !== STOP.watchpoint) {
                this.ended = stop;
                this.markHere();
                return false;
            }
            const taken = performance.now() - started;
            if (taken > 0.2 && this.now - before === slice)
                slice = Math.round(Math.max(20000, Math.min(2e7, slice * Math.min(2, 6 / taken))));
            this.full = this.whyFull();
            if (this.full) {
                this.markHere();
                return false;
            }
        }
        this.slice = slice;
        return true;
    }

    whyFull() {
        if (this.lengths[1] + this.lengths[2] > OUTPUT_MOST)
            return 'It has written 4 MB and is stopped here.';
        if (this.pieces.length > PIECES_MOST)
            return 'It has been switched to 2 million times and is stopped here.';
        if (this.frontier >= this.run.limit)
            return `It is stopped after ${this.run.limit.toLocaleString('en')} instructions.`;
        return null;
    }

    findMain() {
        const at = this.module.withText('main', (name) => this.x.mx_symbol(name));
        this.mainAddress = at;
        this.mainPoint = at ? this.x.mx_break(this.path, at) : 0;
    }

    // ---- what pieces tell ----

    levelOf(number) {
        if (this.pathLevels[number] === undefined) {
            const path = this.module.text(this.x.mx_path(number));
            this.pathLevels[number] = path.split('/').length - 1;
            if (path === this.run.path)
                this.programNumber = number;
        }
        return this.pathLevels[number];
    }

    takePieces() {
        let at = this.x.mx_pieces();
        const count = this.x.mx_piece_count();
        const view = this.module.view;
        for (let i = 0; i < count; i++, at += PIECE_BYTES) {
            const start = view.getFloat64(at, true), end = view.getFloat64(at + 8, true);
            if (start < this.known)
                continue; // run again
            const number = view.getUint32(at + 24, true), level = this.levelOf(number);
            const exception = view.getUint32(at + 32, true);
            this.handOver(level, start);
            if (end > start)
                this.addSegment(level, start, end);
            if (number === this.programNumber)
                this.addPiece(start, end, view.getFloat64(at + 16, true), exception, {
                    pc: view.getUint32(at + 28, true), call: view.getUint32(at + 36, true),
                    address: view.getUint32(at + 40, true), access: view.getUint32(at + 44, true),
                });
            this.known = end;
        }
        this.known = Math.max(this.known ?? 0, this.frontier);
    }

    addSegment(level, start, end) {
        this.lanes.add(level, start, end);
        this.totals[level] += end - start;
        const last = this.segments?.[this.segments.length - 1];
        if (last && last[0] === level && last[2] === start)
            last[2] = end;
        else
            this.segments?.push([level, start, end]);
        if (this.segments?.length > SEGMENTS_MOST)
            this.segments = null;
    }

    addPiece(start, end, own, exception, what) {
        const last = this.pieces.length - 1;
        if (last >= 0 && this.pieces.at(last, 1) === start && !this.pending)
            this.pieces.set(last, 1, end);
        else if (end > start || last < 0)
            this.pieces.push(start, end, own, 0);
        this.pending = exception === EXCEPTION.none ? null : { place: end, own: own + end - start, exception, ...what };
    }

    // The exception of the last piece of the program was one that its hypervisor got, if that runs now and its switch has been
    // completed, which takes an instruction. The page itself is the supervisor of level 0.
    handOver(level, start) {
        if (!this.pending)
            return;
        if (this.run.levels === 1 || (level < this.run.levels - 1 && start > this.pending.place)) {
            // A call that the run has stopped before comes twice.
            const last = this.events[this.events.length - 1];
            const isAgain = last && last.place === this.pending.place && last.exception === this.pending.exception && last.address === this.pending.address;
            if (!isAgain && this.events.length < EVENTS_MOST)
                this.events.push({ ...this.pending, took: start - this.pending.place });
        }
        this.pending = null;
    }

    // ---- marks ----

    markBefore(place) {
        let low = 0, high = this.marks.length;
        while (high - low > 1) {
            const middle = (low + high) >> 1;
            if (this.marks[middle].place <= place)
                low = middle;
            else
                high = middle;
        }
        return low;
    }

    // Marks are so far from each other as it takes some milliseconds to run: that is how long it takes to be anywhere.
    markHere() {
        const number = this.markBefore(this.now);
        this.ran = 0;
        if (this.marks[number].place === this.now)
            return;
        const at = this.x.mx_checkpoint();
        if (at === 0)
            return;
        const size = this.x.mx_checkpoint_size(at);
        this.marks.splice(number + 1, 0, { place: this.now, at, size, read: this.read });
        this.markBytes += size;
        if (this.marks.length > MARKS_MOST || this.markBytes > MARK_MEMORY)
            this.thinMarks();
    }

    thinMarks() {
        this.spacing *= 2;
        this.marks = this.marks.filter((mark, i) => {
            if (i % 2 === 0 || i === this.marks.length - 1)
                return true;
            this.x.mx_checkpoint_free(mark.at);
            this.markBytes -= mark.size;
            return false;
        });
    }

    goTo(place) {
        const mark = this.marks[this.markBefore(place)];
        if (place < this.now || mark.place > this.now) {
            this.x.mx_restore(mark.at);
            this.now = mark.place;
            this.read = mark.read;
            this.atCall = null;
        }
        this.disarm();
        const stop = this.runTo(place);
        if (this.now <= this.frontier)
            this.x.mx_piece_count(); // run again
        return stop;
    }

    // ---- places by counts of the program ----

    // Where the program executes its instruction with this number.
    placeOf(own) {
        let row = this.pieces.last(2, own);
        if (row < 0)
            return 0;
        const start = this.pieces.at(row, 0), end = this.pieces.at(row, 1);
        return Math.min(start + own - this.pieces.at(row, 2), end);
    }

    // How many instructions of the program come before a place.
    ownAt(place) {
        const row = this.pieces.last(0, place);
        if (row < 0)
            return 0;
        return this.pieces.at(row, 2) + Math.min(place, this.pieces.at(row, 1)) - this.pieces.at(row, 0);
    }

    ownTotal() {
        const last = this.pieces.length - 1;
        return last < 0 ? 0 : this.pieces.at(last, 2) + this.pieces.at(last, 1) - this.pieces.at(last, 0);
    }

    // ---- breakpoints, armed only while they are looked for ----

    arm(addresses) {
        this.disarm();
        this.armed = addresses.map((address) => this.x.mx_break(this.path, address)).filter((point) => point);
    }

    disarm() {
        for (const point of this.armed ?? [])
            this.x.mx_remove(point);
        this.armed = [];
    }

    // The next place where a breakpoint is, or a watched word is accessed; within what is known.
    next(addresses, watched) {
        const from = this.now;
        this.goTo(from);
        this.arm(addresses);
        if (watched)
            this.armed.push(this.x.mx_watch(this.path, watched.address, watched.size, watched.access));
        let stop = this.runTo(this.frontier);
        while (stop && this.now === from && this.now < this.frontier)
            stop = this.runTo(this.frontier);
        const hit = stop && (stop.reason === STOP.breakpoint || stop.reason === STOP.watchpoint);
        this.disarm();
        this.x.mx_piece_count();
        return hit ? this.now : null;
    }

    // The last such place before this one: from mark to mark, backwards.
    previous(addresses, watched) {
        let end = this.now;
        while (end > 0) {
            const number = this.markBefore(end - 1);
            this.goTo(this.marks[number].place);
            this.arm(addresses);
            if (watched)
                this.armed.push(this.x.mx_watch(this.path, watched.address, watched.size, watched.access));
            let found = null;
            while (this.now < end) {
                const stop = this.runTo(end);
                if (!stop || (stop.reason !== STOP.breakpoint && stop.reason !== STOP.watchpoint) || this.now >= end)
                    break;
                found = this.now;
            }
            this.disarm();
            this.x.mx_piece_count();
            if (found !== null)
                return found;
            end = this.marks[number].place;
        }
        return null;
    }

    // ---- the program, instruction by instruction ----

    // Rows of count, pc and stack pointer of the program, from one of its counts to another.
    trace(from, to, stride = 1) {
        const rows = [];
        const most = Math.max(1, Math.min(4096, Math.floor(AT_ONCE / stride)));
        const at = this.x.mx_allocate(24 * most);
        for (let own = from; own < to;) {
            const row = this.pieces.last(2, own);
            if (row < 0)
                break;
            const start = this.pieces.at(row, 0), first = this.pieces.at(row, 2);
            const end = first + this.pieces.at(row, 1) - start;
            if (own >= end) {
                if (row + 1 >= this.pieces.length)
                    break;
                own = Math.max(own + 1, this.pieces.at(row + 1, 2));
                continue;
            }
            this.goTo(start + own - first);
            const until = Math.min(end, to);
            while (own < until) {
                const steps = Math.min(most, Math.ceil((until - own) / stride));
                const count = this.x.mx_sample(this.path, stride, steps, at);
                const values = new Float64Array(this.module.x.memory.buffer.slice(at, at + 24 * count));
                for (let i = 0; i < count; i++) {
                    if (values[3 * i] < until)
                        rows.push([values[3 * i], values[3 * i + 1], values[3 * i + 2]]);
                }
                this.now = this.x.mx_total();
                own += steps * stride;
                if (count === 0)
                    break;
            }
            own = until;
        }
        this.x.mx_free(at);
        this.x.mx_piece_count();
        return rows;
    }

    // ---- looking ----

    registers(path) {
        const at = this.x.mx_registers(this.keep(path));
        if (at === 0)
            return null;
        const view = this.module.view;
        const words = (from, count) => Array.from({ length: count }, (_, i) => view.getUint32(at + 4 * (from + i), true));
        return {
            general: words(0, REGISTER_WORDS), pc: view.getUint32(at + 128, true), next: view.getUint32(at + 132, true),
            hi: view.getUint32(at + 136, true), lo: view.getUint32(at + 140, true), floating: words(37, 32),
            fcsr: view.getUint32(at + 276, true), retired: Number(view.getBigUint64(at + 280, true)),
        };
    }

    word(path, address) {
        const done = this.x.mx_read(this.keep(path), address, this.buffer, 4);
        return done === 4 ? this.module.view.getUint32(this.buffer, true) : null;
    }

    bytes(path, address, size) {
        const done = this.x.mx_read(this.keep(path), address, this.buffer, Math.min(size, 4096));
        return this.module.bytes(this.buffer, done).slice();
    }

    // Where an address of the program is, which does not change.
    programPlace(address) {
        if (!this.places.has(address))
            this.places.set(address, this.place(this.run.path, address, 1));
        return this.places.get(address);
    }

    place(path, address, ofProgram = 0) {
        return this.module.json(this.x.mx_place(this.keep(path), address, ofProgram));
    }

    disassemble(word, address) {
        return this.module.text(this.x.mx_disassemble(word, address));
    }
}
