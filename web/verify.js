// Verify: the program on both engines, slice by slice, by `mixter verify` in the worker, and the first difference side by side.
// Bugs are planted in the emulator: edits of core, compiled by starc in this page.
import { roomWidth } from './panes.js';
import { REGISTER_NAMES, count, escape, hex, plural } from './text.js';

export const bugs = [
    { id: 'none', title: 'none', edits: [], text: '' },
    { id: 'slot', title: 'a slice forgets a branch', text: 'A slice that ends between a branch and its delay slot forgets the branch.',
        edits: [{ file: 'core/mipster/run.c', from: 'left--;', to: 'if (--left == 0) context[CONTEXT_NEXT_PC] = context[CONTEXT_PC] + 4;' }] },
    { id: 'slt', title: 'slt without signs', text: 'slt compares as if there were no negative numbers.',
        edits: [{ file: 'core/machine/step.h', from: 'return left + 0x80000000u < right + 0x80000000u;', to: 'return left < right;' }] },
    { id: 'multu', title: 'a lost carry', text: 'multu loses a bit of its high word if the operands are both above 65535.',
        edits: [{ file: 'core/machine/step.h', from: 'return (uint64_t)left * right;', to: 'return (uint64_t)left * right - (left > 65535 && right > 65535 ? 0x100000000u : 0);' }] },
    { id: 'count', title: 'miscounted time', text: 'The subtraction that is wrong for one operand only: B - C, plus 1 if B is 100.',
        edits: [{ file: 'core/isa/isa.def', from: 'A = B - C)', to: 'A = B - C + (B == 100))' }] },
    { id: 'flip', title: 'a bit flips …', edits: [], text: '' },
];

const INSTRUCTIONS_MOST = 50000000;

// "N WHERE BIT": after instruction N of the program a bit of a register, or of a word of its memory, is another one. Instructions
// that the kernel executes, system calls, are passed over. The page of the word is asked for before, because it may have to be
// copied for the comparison.
export function flipBug(text) {
    const [, at, where, bit] = /^\s*(\d+)[\s,]+\$?(\w+)[\s,]+(\d+)\s*$/.exec(text) ?? [];
    const register = REGISTER_NAMES.indexOf(where), address = /^0x[0-9a-f]{1,8}$/i.test(where ?? '') ? Number(where) : -1;
    if (at === undefined || +at >= INSTRUCTIONS_MOST || +bit > 31 || !(register > 0 || (address >= 0 && address < 2 ** 31 && address % 4 === 0)))
        throw new Error(`What flips is written N WHERE BIT: an instruction (0 to ${count(INSTRUCTIONS_MOST - 1)}), a register but zero or the address of a word, a bit (0 to 31); for example: 100 sp 4, or: 100 0x00400000 0.`);
    const asked = register > 0 ? '' : `uint32_t *word; struct fault fault; word = page_table_word(machine, context[CONTEXT_PAGE_TABLE], ${address}u, 4, ACCESS_WRITE, &fault); if (!word) return context_raise(context, fault.exception, fault.address, fault.kind); `;
    const place = register > 0 ? `context[${register}]` : '*word';
    const run = 'return switch_run(machine, run, context, budget);';
    return {
        id: 'flip', title: 'a bit flips', text: `Bit ${bit} of ${register > 0 ? where : `the word at 0x${hex(address)}`} flips after instruction ${count(+at)}.`,
        shown: `+ ${place} ^= 1u << ${bit};`,
        edits: [
            { file: 'core/mipster/emulate.c', from: '#include "run.h"', to: '#include "run.h"\n#include "../machine/page_table.h"' },
            { file: 'core/mipster/emulate.c', from: run, to: `uint64_t left = ${+at + 1}u - context_retired(context);
if (context_retired(context) < ${+at + 1}u && left <= budget) { ${asked}if (switch_run(machine, run, context, left) != EXCEPTION_TIMER) return context[CONTEXT_EXCEPTION]; ${place} ^= 1u << ${bit}; budget -= left; if (budget == 0) return EXCEPTION_TIMER; }
${run}` },
        ],
    };
}

export async function verify(client, state, bug, slice, source, most) {
    const program = state.name.replace(/\.c$/, '');
    const words = ['mixter', 'verify', '--json', '--memory', '64M', '--slice', `${slice}`, '--max-insns', `${INSTRUCTIONS_MOST}`, '--', program, ...state.arguments];
    if (bug.id !== 'none')
        await client.call('mutant', { edits: bug.edits });
    const command = bug.id === 'none' ? words : ['mipster', 'mutant', ...words.slice(1)];
    const files = [[state.name, new TextEncoder().encode(source)]];
    const late = `This takes more than ${most / 1000} seconds and was ended: choose larger slices, or a shorter program.`;
    const { errors, status, time } = await client.callWithin(most, late, 'command', { words: command, files });
    const line = errors.split('\n').find((text) => text.startsWith('{'));
    if (!line)
        throw new Error(errors.trim() || `verify has ended with status ${status}`);
    return { bug, slice, time, source, report: JSON.parse(line) };
}

const WORDS = { 32: 'pc', 33: 'next_pc', 34: 'hi', 35: 'lo', 36: 'user local', 38: 'exception', 39: 'address', 40: 'kind', 41: 'retired', 42: 'retired, high' };
const wordName = (i) => i < 32 ? REGISTER_NAMES[i] : i >= 64 && i < 96 ? `f${i - 64}` : i === 96 ? 'fcsr' : WORDS[i] ?? `word ${i}`;

export function differenceHtml(state) {
    const found = state.difference;
    if (!found)
        return '<div class="padded dim">Choose <b>Verify</b>: the program then runs on both engines, slice by slice, each from the same state, and everything is compared. Plant a bug in the emulator to see one found.</div>';
    if (found.isRunning)
        return '<div class="padded" role="status">Both engines run, slice by slice …</div>';
    if (found.failed)
        return `<div class="padded"><span class="bad">Not compared.</span> ${escape(found.failed)}</div>`;
    const { report, bug, slice, time, source } = found;
    const planted = bug.id === 'none' ? '' : `<div class="padded"><b>Planted:</b> ${escape(bug.text)}<pre class="m">${bug.shown ? `<span class="ok">${escape(bug.shown)}</span>` : bug.edits.map(({ from, to }) => `<span class="bad">- ${escape(from)}</span>\n<span class="ok">+ ${escape(to)}</span>`).join('\n')}</pre></div>`;
    if (report.result !== 'different')
        return `<div class="verdict"><span><b class="ok">Equal</b> in ${plural(report.slices, 'slice')}, ${plural(report.instructions, 'instruction')}</span><span class="space"></span><button class="button small" data-verify>Run it again</button></div>${planted}`
            + `<div class="padded">Emulated by the interpreter that is compiled into mixter, and virtualized: handed to the machine beneath by its switch. Compared after each slice of ${count(slice)}: all 128 words of the context, ${plural(report.pages, 'written page')} with their mappings (${count(report.bytes)} bytes), and ${plural(report.exceptions, 'exception')} (${plural(report.system_calls, 'system call')}, ${plural(report.page_faults, 'page fault')}).<p class="dim">${(time / 1000).toFixed(1)} s in this page${bug.id === 'none' ? '' : '. This program does not meet the bug: try smaller slices, or another program'}.</p></div>${searchSvg(report, null, slice)}`;
    const { difference } = report;
    const changed = difference.before.map((word, i) => i).filter((i) => difference.first[i] !== difference.before[i] || difference.second[i] !== difference.before[i] || i === 32);
    const rows = [...changed].sort((a, b) => (a >= 32 ? 0 : 1) - (b >= 32 ? 0 : 1) || a - b).map((i) => {
        const isDifferent = difference.first[i] !== difference.second[i];
        const text = (word) => i === 41 ? count(word) : hex(word);
        // Which of two is wrong nobody can tell, unless the bug is one's own.
        const wrong = isDifferent && bug.id !== 'none' ? ' class="wrong"' : '';
        return `<tr${isDifferent ? ' class="different"' : ''}><td>${wordName(i)}${isDifferent ? ' <span class="bad">≠</span>' : ''}</td><td>${text(difference.before[i])}</td><td${wrong}>${text(difference.first[i])}</td><td>${text(difference.second[i])}</td></tr>`;
    });
    const line = difference.file === state.name ? source.split('\n')[difference.line - 1]?.trim() : null;
    return `<div class="verdict"><span><b class="bad">Different</b> after ${plural(difference.retired, 'equal instruction')}</span><span class="space"></span><span class="pair"><button class="button small" data-go="${difference.retired}">Go there</button><button class="button small" data-verify>Run it again</button></span></div>${planted}`
        + `<div class="padded m"><span class="dim">${escape(difference.file ?? '')}:${difference.line} in ${escape(difference.function ?? '?')}</span><br>${line ? `${escape(line)}<br>` : ''}<span style="color:var(--current-line)">▶</span> ${hex(difference.pc)}  ${hex(difference.word)}  ${escape(difference.instruction.replace('\t', '  ').replace(/,/g, ', '))}</div>`
        + `<table class="m"><tr><th>word</th><th>before</th><th>emulated</th><th>virtualized</th></tr>${rows.join('')}</table>`
        + `<div class="padded dim">The other ${128 - rows.length} words of the context are what they were before. Memory: ${difference.words ? `${plural(difference.words, 'word')} different` : `equal (${count(report.bytes)} bytes, ${plural(report.pages, 'page')})`}.</div>`
        + searchSvg(report, difference, slice);
}

// How it was compared: slices, then halves of the one that differs, if one does.
function searchSvg(report, difference, slice) {
    const width = roomWidth(), shown = Math.min(report.slices, Math.floor(width / 20)), each = Math.min(40, width / shown);
    const isBad = (i) => difference && i === shown - 1;
    const blocks = Array.from({ length: shown }, (_, i) => `<rect x="${(i * each).toFixed(1)}" y="24" width="${Math.max(2, each - 3).toFixed(1)}" height="14" rx="3" fill="${isBad(i) ? 'var(--bad)' : 'var(--ok)'}" opacity="${isBad(i) ? 1 : .6}"/>`).join('');
    const halves = difference ? Math.min(12, Math.ceil(Math.log2(Math.max(2, slice)))) : 0;
    const at = difference ? (difference.retired % slice) / slice : 0;
    let bars = '';
    for (let i = 0; i < halves; i++) {
        const part = width / 2 ** (i + 1);
        bars += `<rect x="0" y="${44 + i * 6}" width="${width}" height="4" rx="2" fill="var(--soft)"/><rect x="${(Math.floor(at * width / part) * part).toFixed(1)}" y="${44 + i * 6}" width="${Math.max(part, 2).toFixed(1)}" height="4" rx="2" fill="var(--bad)"/>`;
    }
    const last = report.slices > shown ? ` (the last ${shown} of ${count(report.slices)})` : '';
    const text = difference ? `how it was found: slices of ${count(slice)} until one differs${last}, then halves` : `slices of ${count(slice)}, all of them equal${last}`;
    return `<div class="padded"><svg viewBox="0 0 ${width} ${44 + halves * 6}" width="100%" role="img" aria-label="${text}"><text x="0" y="14" font-size="11" fill="var(--dim)">${text}</text>${blocks}${bars}</svg></div>`;
}
