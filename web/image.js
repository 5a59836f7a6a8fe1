// The hypervisors' image: mixter for the machine, without compiler and proofs, compiled from core by starc in this page. With edits
// it is a mutant of it.
import { runCommand } from './module.js';

export async function compileImage(compiled, { programs, files }, edits) {
    const encoder = new TextEncoder();
    const all = new Map(Object.entries(files).map(([name, text]) => [name, encoder.encode(text)]));
    const edited = new Map();
    for (const { file, from, to } of edits) {
        const text = edited.get(file) ?? files[file];
        if (!text?.includes(from))
            throw new Error(`${file} does not have the text that the bug replaces`);
        edited.set(file, text.replace(from, () => to));
    }
    for (const [file, text] of edited)
        all.set(file, encoder.encode(text));
    const { status, printed, module } = await runCommand(compiled, ['starc', '-o', 'image', ...programs], all);
    if (status !== 0)
        throw new Error(`the hypervisor cannot be compiled: ${printed.trim() || `status ${status}`}`);
    return module.file('image').slice();
}
