// The hypervisors' image: mixter for the machine, without compiler and proofs, compiled from core by starc in this page. With edits
// it is a mutant of it.
import { runCommand } from './module.js';

export async function compileImage(compiled, { programs, files }, edits) {
    const encoder = new TextEncoder();
    const all = new Map(Object.entries(files).map(([name, text]) => [name, encoder.encode(text)]));
    for (const { file, from, to } of edits) {
        if (!files[file]?.includes(from))
            throw new Error(`${file} does not have the text that the bug replaces`);
        all.set(file, encoder.encode(files[file].replace(from, () => to)));
    }
    const { status, printed, module } = await runCommand(compiled, ['starc', '-o', 'image', ...programs], all);
    if (status !== 0)
        throw new Error(`the hypervisor cannot be compiled: ${printed} (${status})`);
    return module.file('image').slice();
}
