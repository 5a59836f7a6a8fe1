// The hypervisors' image: mixter for the machine, compiled from core by starc in this page, byte for byte as `make` does. With
// edits it is a mutant of it.
import { runCommand, Module } from './module.js';

// As host/embed.c writes build/library.c from the files that starc carries.
function embed(files) {
    const literal = (text) => text.replace(/["\\?]/g, '\\$&').replace(/\t/g, '\\t').replace(/[^\n -~]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`).replace(/\n/g, '\\n"\n    "');
    const latin1 = (text) => String.fromCharCode(...new TextEncoder().encode(text));
    const parts = files.map(({ name, text }, i) => `// ${name}\nstatic const char text_${i + 1}[] =\n    "${literal(/[^\0-~]/.test(text) ? latin1(text) : text)}";\n\n`);
    const rows = files.map(({ name, text }, i) => `    {"${name}", text_${i + 1}, ${new TextEncoder().encode(text).length}},\n`);
    return `// Made from lib/ by host/embed.c.\n#include "../core/starc/library.h"\n\n${parts.join('')}const struct library_file library_files[] = {\n${rows.join('')}};\n\nconst uint32_t library_count = ${files.length};\n`;
}

export async function compileImage(compiled, { programs, files }, edits) {
    const encoder = new TextEncoder();
    const carrier = await Module.make(compiled, new Map());
    const library = [];
    for (let i = 0, name; (name = carrier.text(carrier.x.mx_library_name(i))) !== null; i++)
        library.push({ name, text: carrier.text(carrier.x.mx_library_text(i)) });
    const all = new Map(Object.entries(files).map(([name, text]) => [name, encoder.encode(text)]));
    for (const { file, from, to } of edits) {
        if (!files[file]?.includes(from))
            throw new Error(`${file} does not have the text that the bug replaces`);
        all.set(file, encoder.encode(files[file].replace(from, () => to)));
    }
    for (const { name, text } of library)
        all.set(`lib/${name}`, encoder.encode(text));
    all.set('build/library.c', encoder.encode(embed(library)));
    const { status, printed, module } = await runCommand(compiled, ['starc', '-Icore', '-o', 'image', ...programs], all);
    if (status !== 0)
        throw new Error(`the hypervisor cannot be compiled: ${printed} (${status})`);
    return module.file('image').slice();
}
