// A module of mixter (api.c) and what it needs of its embedder: a part of WASI preview 1 with files
// in memory, and the standard files of the program. `files` maps names to Uint8Arrays.

const ERROR = { badf: 8, exist: 20, inval: 28, isdir: 31, noent: 44, notdir: 54, spipe: 70 };
const ROOT = 3;
const FILE_TYPE = { terminal: 2, directory: 3, regular: 4 };
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Exit extends Error {
    constructor(status) {
        super(`exit status ${status}`);
        this.status = status;
    }
}

class OpenFile {
    constructor(node, append) {
        this.node = node;
        this.append = append;
        this.position = 0;
    }
}

function grown(bytes, size) {
    if (bytes.buffer.byteLength >= bytes.byteOffset + size)
        return new Uint8Array(bytes.buffer, bytes.byteOffset, size);
    const larger = new Uint8Array(new ArrayBuffer(Math.max(size, bytes.length * 2, 4096)), 0, size);
    larger.set(bytes);
    return larger;
}

export class Module {
    // streams: { read(position, size) → Uint8Array or null, write(file, position, bytes) }
    static async make(compiled, files, streams = {}) {
        const module = new Module(files, streams);
        const instance = await WebAssembly.instantiate(compiled, module.imports());
        module.x = instance.exports;
        module.x._initialize();
        return module;
    }

    constructor(files, streams) {
        this.nodes = new Map();
        for (const [name, bytes] of files)
            this.nodes.set(name, { bytes });
        this.streams = streams;
        this.open = new Map([[0, null], [1, null], [2, null], [ROOT, null]]);
        this.standardInput = new OpenFile({ bytes: new Uint8Array(0) }, false);
        this.printed = ''; // to both standard files; and to standard error alone
        this.errors = '';
        this.partial = [null, new TextDecoder(), new TextDecoder()];
    }

    // ---- memory ----

    get view() {
        return new DataView(this.x.memory.buffer);
    }

    bytes(at, size) {
        return new Uint8Array(this.x.memory.buffer, at, size);
    }

    text(at) {
        if (at === 0)
            return null;
        const memory = new Uint8Array(this.x.memory.buffer);
        return decoder.decode(memory.subarray(at, memory.indexOf(0, at)));
    }

    json(at) {
        return JSON.parse(this.text(at));
    }

    // Calls a function with strings in a block of memory.
    withWords(words, call) {
        const block = encoder.encode(words.map((word) => word + '\0').join(''));
        const at = this.x.mx_allocate(block.length);
        this.bytes(at, block.length).set(block);
        return call(at, words.length);
    }

    withText(text, call) {
        return this.withWords([text], (at) => {
            try {
                return call(at);
            } finally {
                this.x.mx_free(at);
            }
        });
    }

    // What it has printed since the last call.
    takePrinted() {
        const text = this.printed;
        this.printed = '';
        return text;
    }

    file(name) {
        return this.nodes.get(name)?.bytes;
    }

    // ---- what the module imports ----

    imports() {
        const wasi = {};
        const known = this.wasi();
        for (const name of Object.keys(known))
            wasi[name] = known[name];
        return {
            wasi_snapshot_preview1: wasi,
            page: {
                read: (position, at, size) => {
                    const bytes = this.streams.read?.(position, size);
                    if (!bytes)
                        return 0;
                    this.bytes(at, bytes.length).set(bytes);
                    return bytes.length;
                },
                write: (file, position, at, size) => {
                    this.streams.write?.(file, position, this.bytes(at, size));
                    return size;
                },
            },
        };
    }

    node(at, length) {
        const parts = [];
        for (const part of decoder.decode(this.bytes(at, length)).split('/')) {
            if (part === '..')
                parts.pop();
            else if (part !== '' && part !== '.')
                parts.push(part);
        }
        const name = parts.join('/');
        return { name, node: this.nodes.get(name), isRoot: name === '' };
    }

    describe(type, size, at) {
        const view = this.view;
        this.bytes(at, 64).fill(0);
        view.setUint8(at + 16, type);
        view.setBigUint64(at + 24, 1n, true);
        view.setBigUint64(at + 32, BigInt(size), true);
        return 0;
    }

    // The total of a list of buffers; `each` gets one and returns how much of it was done.
    transfer(list, count, result, each) {
        let total = 0;
        for (let i = 0; i < count; i++) {
            const at = this.view.getUint32(list + 8 * i, true);
            const size = this.view.getUint32(list + 8 * i + 4, true);
            const done = each(this.bytes(at, size));
            total += done;
            if (done < size)
                break;
        }
        this.view.setUint32(result, total, true);
        return 0;
    }

    wasi() {
        const regular = (handle) => this.open.get(handle) ?? null;
        return {
            environ_sizes_get: (count, size) => {
                this.view.setUint32(count, 0, true);
                this.view.setUint32(size, 0, true);
                return 0;
            },
            environ_get: () => 0,
            clock_time_get: (clock, precision, at) => {
                const now = clock === 0 ? Date.now() : performance.now();
                this.view.setBigUint64(at, BigInt(Math.round(now * 1e6)), true);
                return 0;
            },
            random_get: (at, size) => {
                crypto.getRandomValues(this.bytes(at, size));
                return 0;
            },
            proc_exit: (status) => {
                throw new Exit(status);
            },
            fd_close: (handle) => (this.open.delete(handle) ? 0 : ERROR.badf),
            fd_renumber: () => ERROR.inval,
            fd_prestat_get: (handle, at) => {
                if (handle !== ROOT)
                    return ERROR.badf;
                this.view.setUint32(at, 0, true);
                this.view.setUint32(at + 4, 1, true);
                return 0;
            },
            fd_prestat_dir_name: (handle, at, size) => {
                if (size > 0)
                    this.bytes(at, 1)[0] = 0x2f;
                return 0;
            },
            fd_fdstat_get: (handle, at) => {
                if (!this.open.has(handle))
                    return ERROR.badf;
                const type = handle === ROOT ? FILE_TYPE.directory
                    : handle < ROOT ? FILE_TYPE.terminal : FILE_TYPE.regular;
                this.bytes(at, 24).fill(0);
                this.view.setUint8(at, type);
                this.view.setUint16(at + 2, regular(handle)?.append ? 1 : 0, true);
                this.view.setBigUint64(at + 8, 0x1fffffffn, true);
                this.view.setBigUint64(at + 16, 0x1fffffffn, true);
                return 0;
            },
            fd_fdstat_set_flags: () => 0,
            fd_filestat_get: (handle, at) => {
                if (!this.open.has(handle))
                    return ERROR.badf;
                const file = regular(handle);
                return file ? this.describe(FILE_TYPE.regular, file.node.bytes.length, at)
                    : this.describe(handle === ROOT ? FILE_TYPE.directory : FILE_TYPE.terminal, 0, at);
            },
            fd_filestat_set_size: (handle, size) => {
                const file = regular(handle);
                if (!file)
                    return ERROR.badf;
                const length = Number(size);
                const old = file.node.bytes;
                file.node.bytes = length <= old.length ? old.slice(0, length) : grown(old, length);
                return 0;
            },
            fd_read: (handle, list, count, result) => {
                const file = handle === 0 ? this.standardInput : regular(handle);
                if (!file)
                    return ERROR.badf;
                return this.transfer(list, count, result, (buffer) => {
                    const part = file.node.bytes.subarray(file.position, file.position + buffer.length);
                    buffer.set(part);
                    file.position += part.length;
                    return part.length;
                });
            },
            fd_write: (handle, list, count, result) => {
                const file = regular(handle);
                if (!file && (handle < 1 || handle > 2))
                    return ERROR.badf;
                return this.transfer(list, count, result, (buffer) => {
                    if (!file) {
                        const text = this.partial[handle].decode(buffer, { stream: true });
                        this.printed += text;
                        this.errors += handle === 2 ? text : '';
                        return buffer.length;
                    }
                    if (file.append)
                        file.position = file.node.bytes.length;
                    const end = file.position + buffer.length;
                    if (end > file.node.bytes.length)
                        file.node.bytes = grown(file.node.bytes, end);
                    file.node.bytes.set(buffer, file.position);
                    file.position = end;
                    return buffer.length;
                });
            },
            fd_seek: (handle, offset, whence, result) => {
                const file = regular(handle);
                if (!file)
                    return this.open.has(handle) ? ERROR.spipe : ERROR.badf;
                const from = [0, file.position, file.node.bytes.length][whence];
                const to = from + Number(offset);
                if (to < 0)
                    return ERROR.inval;
                file.position = to;
                this.view.setBigUint64(result, BigInt(to), true);
                return 0;
            },
            path_open: (directory, flags, at, length, oflags, rights, inheriting, fdflags, result) => {
                let { name, node, isRoot } = this.node(at, length);
                if (isRoot)
                    return ERROR.isdir;
                if (oflags & 2)
                    return node ? ERROR.notdir : ERROR.noent;
                if (node && oflags & 1 && oflags & 4)
                    return ERROR.exist;
                if (!node && !(oflags & 1))
                    return ERROR.noent;
                if (!node)
                    this.nodes.set(name, (node = { bytes: new Uint8Array(0) }));
                if (oflags & 8)
                    node.bytes = new Uint8Array(0);
                let handle = ROOT + 1;
                while (this.open.has(handle))
                    handle++;
                this.open.set(handle, new OpenFile(node, (fdflags & 1) !== 0));
                this.view.setUint32(result, handle, true);
                return 0;
            },
            path_filestat_get: (directory, flags, at, length, result) => {
                const { node, isRoot } = this.node(at, length);
                if (isRoot)
                    return this.describe(FILE_TYPE.directory, 0, result);
                return node ? this.describe(FILE_TYPE.regular, node.bytes.length, result) : ERROR.noent;
            },
            path_unlink_file: (directory, at, length) =>
                this.nodes.delete(this.node(at, length).name) ? 0 : ERROR.noent,
            path_rename: (directory, at, length, other, to, toLength) => {
                const { name, node } = this.node(at, length);
                if (!node)
                    return ERROR.noent;
                this.nodes.delete(name);
                this.nodes.set(this.node(to, toLength).name, node);
                return 0;
            },
            path_create_directory: () => ERROR.notdir,
            path_remove_directory: () => ERROR.noent,
        };
    }
}

// Runs a command of mixter: its status, what it has printed, and its files.
export async function runCommand(compiled, words, files, input = new Uint8Array(0)) {
    const module = await Module.make(compiled, files);
    module.standardInput.node.bytes = input;
    let status;
    try {
        status = module.withWords(words, (at, count) => module.x.mx_command(at, count));
    } catch (error) {
        if (!(error instanceof Exit))
            throw error;
        status = error.status;
    }
    return { status, printed: module.takePrinted(), errors: module.errors, module };
}
