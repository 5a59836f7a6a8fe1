// build OUT WASM MODULES SOURCE…: makes the static files of the page in OUT; of the SOURCEs the page compiles its hypervisors. It works
// from file://, where scripts may be loaded but
// no other file: so the worker is text in a script, and the module and the sources of
// core are base64 in scripts.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [out, wasm, modules, ...programs] = process.argv.slice(2);
const { build } = createRequire(join(resolve(modules), '/'))('esbuild');
const here = dirname(fileURLToPath(import.meta.url));
const options = { bundle: true, minify: true, write: false, format: 'iife', target: 'es2022', charset: 'utf8', nodePaths: [resolve(modules)], legalComments: 'none' };

const worker = await build({ ...options, entryPoints: [join(here, 'worker.js')] });
const examples = JSON.parse(readFileSync(join(here, 'examples.json'), 'utf8')).map((example) => ({
    ...example, ...(example.inputFile && { input: readFileSync(join(here, '..', example.inputFile), 'utf8') }), name: example.file.replace(/^.*\//, ''), source: readFileSync(join(here, '..', example.file), 'utf8'),
}));
const exercises = readdirSync(join(here, 'exercises')).filter((name) => name.endsWith('.json')).sort()
    .map((name) => JSON.parse(readFileSync(join(here, 'exercises', name), 'utf8')));
const generated = {
    name: 'generated',
    setup({ onResolve, onLoad }) {
        onResolve({ filter: /^generated:/ }, ({ path }) => ({ path, namespace: 'generated' }));
        onLoad({ filter: /worker/, namespace: 'generated' }, () => ({ contents: worker.outputFiles[0].text, loader: 'text' }));
        onLoad({ filter: /examples/, namespace: 'generated' }, () => ({ contents: JSON.stringify(examples), loader: 'json' }));
        onLoad({ filter: /exercises/, namespace: 'generated' }, () => ({ contents: JSON.stringify(exercises), loader: 'json' }));
    },
};
// What is shown and done first is inside the document: each further file takes its time to be asked for.
const boot = await build({ ...options, entryPoints: [join(here, 'boot.js')], plugins: [generated] });
const page = await build({ ...options, entryPoints: [join(here, 'page.js')], plugins: [generated] });
const style = await build({ ...options, entryPoints: [join(here, 'style.css')] });

// The files that the hypervisors are compiled from, and all that they include; without comments that have lines of their own, or
// follow code that has no quotes, and without indentation.
function sources() {
    const files = {};
    const add = (name) => {
        if (files[name] !== undefined)
            return;
        const text = readFileSync(join(here, '..', name), 'utf8').replace(/^\s*(\/\/.*)?\n/gm, '')
            .replace(/^ +/gm, '').replace(/^([^"'\n]*?)\s*\/\/.*$/gm, '$1');
        files[name] = text;
        for (const [, included] of text.matchAll(/^#include "(.*)"/gm))
            add(join(dirname(name), included));
    };
    programs.forEach(add);
    return JSON.stringify({ programs, files });
}

// zopfli makes what gzip reads, a twentieth smaller.
const data = (name, file) => `self.mixterData={...self.mixterData,${name}:"${execFileSync('zopfli', ['-c', '--i5', file], { maxBuffer: 1 << 26 }).toString('base64')}"};\n`;
let document = readFileSync(join(here, 'index.html'), 'utf8');
for (const [tag, name, content] of [['<script src="boot.js"></script>', 'script', boot], ['<link rel="stylesheet" href="style.css">', 'style', style]]) {
    const [{ text }] = content.outputFiles;
    if (!document.includes(tag) || text.includes(`</${name}`))
        throw new Error(`${tag} cannot be put into the document`);
    document = document.replace(tag, () => `<${name}>${text}</${name}>`);
}
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'index.html'), document);
writeFileSync(join(out, 'page.js'), page.outputFiles[0].text);
writeFileSync(join(out, 'module.js'), data('module', wasm));
writeFileSync(join(out, 'core.js'), sources());
writeFileSync(join(out, 'core.js'), data('core', join(out, 'core.js')));
