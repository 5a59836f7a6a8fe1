// Permalinks: #v1,MODE,DEPTH,ISA,STEP,PROGRAM, the program compressed, so that a link needs no server.

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

export async function writeLink({ mode, depth, isa, own, source }) {
    const packed = await through(new TextEncoder().encode(source), new CompressionStream('deflate-raw'));
    return `#v1,${mode},${depth},${isa},${own},${toBase64Url(packed)}`;
}

// null: there is none, or it is damaged.
export async function readLink(hash) {
    const match = /^#v1,(emulate|virtualize|mix|verify),([0-3]),(mipster|mips32),(\d+),([\w-]+)$/.exec(hash);
    if (!match)
        return null;
    try {
        const bytes = await through(fromBase64Url(match[5]), new DecompressionStream('deflate-raw'));
        return { mode: match[1], depth: +match[2], isa: match[3], own: +match[4], source: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    } catch {
        return null;
    }
}
