// Permalinks: #v1,MODE,DEPTH,ISA,STEP,PROGRAM, the program compressed, so that a link needs no server. What else belongs to the run,
// if anything, follows the source after a NUL, as JSON: input, arguments, the choices of a mix and of verify.
const MORE = { name: /^[\w.-]{1,60}\.c$/, input: /^[^]*$/, inputClosed: /^true$/, share: /^\d+ %$/, slice: /^\d+$/, schedule: /^[\w:,]*$/, bug: /^\w+$/, flip: /^[\w ,$]*$/ };

const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

function toBase64Url(bytes) {
    let text = '';
    for (const byte of bytes)
        text += String.fromCharCode(byte);
    return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

function fromBase64Url(text) {
    return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
}

export async function writeLink({ mode, depth, isa, own, source, more }) {
    const text = Object.keys(more).length > 0 ? `${source}\0${JSON.stringify(more)}` : source;
    const packed = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
    return `#v1,${mode},${depth},${isa},${own},${toBase64Url(packed)}`;
}

// null: there is none, or it is damaged.
export async function readLink(hash) {
    const match = /^#v1,(emulate|virtualize|mix|verify),([0-3]),(mipster|mips32),(\d+),([\w-]+)$/.exec(hash);
    if (!match)
        return null;
    try {
        const bytes = await through(fromBase64Url(match[5]), new DecompressionStream('deflate-raw'));
        const [source, json = '{}'] = new TextDecoder('utf-8', { fatal: true }).decode(bytes).split('\0');
        return { mode: match[1], depth: +match[2], isa: match[3], own: +match[4], source, more: checked(JSON.parse(json)) };
    } catch {
        return null;
    }
}

// A link may come from anybody.
function checked(more) {
    for (const [key, value] of Object.entries(more)) {
        const isGood = key === 'arguments' ? Array.isArray(value) && value.every((word) => typeof word === 'string') : MORE[key]?.test(String(value));
        if (!isGood)
            throw new Error(`${key} is not of a link`);
    }
    return more;
}

// What a tab keeps over a reload: what a link has in it, and what has been chosen. It leaves the browser no more than that.
const KEPT = 'mixter';

export function keep(what) {
    try {
        sessionStorage.setItem(KEPT, JSON.stringify(what));
    } catch {
        // a browser that keeps nothing, or not as much
    }
}

export function kept() {
    if (!/reload|back/.test(performance.getEntriesByType('navigation')[0]?.type))
        return null;
    try {
        const what = JSON.parse(sessionStorage.getItem(KEPT));
        return { ...what, more: checked(what.more) };
    } catch {
        return null;
    }
}
