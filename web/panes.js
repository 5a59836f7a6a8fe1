// The panes: each is drawn anew from a snapshot of the machine (worker.js, look).
import { REGISTER_NAMES, accessName, shortName, colourOf, count, escape, eventText, floatText, hex, plural, singleOf } from './text.js';

const ORDER = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 16, 17, 18, 19, 20, 21, 22, 23, 28, 29, 30, 31];
const $ = (id) => document.getElementById(id);

const drawn = new WeakMap(); // what is in a pane

// Draws a pane anew, if it is to show something else; what has the focus in it keeps it.
export function redraw(pane, html) {
    if (drawn.get(pane) === html)
        return;
    drawn.set(pane, html);
    const all = () => [...pane.querySelectorAll('button, input, select')];
    const at = all().indexOf(document.activeElement);
    pane.innerHTML = html;
    if (at >= 0)
        (all()[at] ?? pane).focus({ preventScroll: true });
}

// Many buttons are one stop of the Tab key; arrows lead from one to the next (page.js).
function makeGroup(pane, buttons, at) {
    pane.dataset.group = buttons;
    pane.querySelectorAll(buttons).forEach((button, i) => { button.tabIndex = i === at ? 0 : -1; });
}

function levelOf(path) {
    return path.split('/').length - 1;
}

// ---- machine code ----

let codeBefore = null; // what is shown of which code: while the program is in one function only the mark moves

export function showCode(snapshot, source) {
    const { listing, registers, note } = snapshot;
    const code = $('code');
    if (!listing || listing.rows.length === 0) {
        code.innerHTML = '<pre class="dim">There is no code here.</pre>';
        codeBefore = null;
        return;
    }
    if (listing.id === null || codeBefore?.id !== listing.id || codeBefore.source !== source) {
        code.innerHTML = codeHtml(snapshot, source);
        codeBefore = { id: listing.id, source, rows: code.querySelectorAll('.row'), row: null };
    }
    markRow(codeBefore.row, false, '');
    codeBefore.row = codeBefore.rows[listing.rows.findIndex(([address]) => address === registers.pc)] ?? null;
    markRow(codeBefore.row, true, noteText(note));
}

// What is next comes into the middle of its panes: after all is drawn, because it is measured.
export function scrollToNow() {
    for (const [pane, row] of [[$('code'), codeBefore?.row], [$('events'), $('event-now')]]) {
        if (row)
            pane.scrollTop = Math.max(0, row.offsetTop - pane.offsetTop - pane.clientHeight / 2 + 10);
    }
}

function codeHtml({ listing, file: own }, source) {
    const lines = source.split('\n');
    let before = -1;
    return listing.rows.map(([address, word, text, line, file]) => {
        const [operation, operands = ''] = text.split('\t');
        const isNew = line !== before && line > 0;
        before = line > 0 ? line : before;
        return (isNew ? `<div class="line">${line}  ${escape(file === own ? (lines[line - 1] ?? '').trim() : file)}</div>` : '')
            + `<div class="row"><span class="arrow"></span><span class="address">${hex(address)}</span><span class="word">${hex(word)}</span><span>${escape(operation)}</span>`
            + `<span>${escape(operands.replace(/,/g, ', '))}</span><span class="note"></span></div>`;
    }).join('');
}

function markRow(row, isNow, note) {
    if (!row)
        return;
    row.classList.toggle('current', isNow);
    row.ariaCurrent = isNow ? 'true' : null;
    row.firstChild.textContent = isNow ? '▶' : '';
    row.lastChild.textContent = note;
}

function noteText(note) {
    if (!note)
        return '';
    if (note.taken !== undefined)
        return note.taken ? 'taken' : 'not taken';
    const at = `0x${hex(note.address)}`;
    if (note.word === null)
        return `${at}: not there yet`;
    return note.isStore ? `word ${at} = ${note.register}` : `${note.register} = word ${at} = ${shortNumber(note.word)}`;
}

function shortNumber(word) {
    return word < 0x10000 ? String(word) : word >= 0xffff0000 ? String(word | 0) : `0x${hex(word)}`;
}

// ---- registers ----

let registersBefore = null; // of the last look, to mark what has changed
let registersShown = [];

function replaceButton(button, html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    const { dataset, className, title, innerHTML } = template.content.firstChild;
    Object.assign(button, { className, title, innerHTML });
    button.dataset.address = dataset.address;
}

export function showRegisters(snapshot, notation) {
    const { registers } = snapshot;
    if (!registers) {
        redraw($('registers'), '');
        registersShown = [];
        return;
    }
    const text = (word) => word === 0 ? '0' : notation === 'dec' ? String(word | 0) : hex(word);
    const rows = notation === 'float'
        ? registers.floating.map((word, i) => [`f${i}`, word, floatText(singleOf(word))])
        : [['pc', registers.pc], ['npc', registers.next], ...ORDER.map((i) => [REGISTER_NAMES[i], registers.general[i]]),
            ['hi', registers.hi], ['lo', registers.lo]].map(([name, word]) => [name, word, name === 'pc' || name === 'npc' ? hex(word) : text(word)]);
    const key = `${snapshot.shown} ${notation}`;
    const values = Object.fromEntries(rows.map(([name, word]) => [name, word]));
    const isSame = registersBefore && registersBefore.key === key;
    const old = !isSame ? null : registersBefore.place === snapshot.place ? registersBefore.old : registersBefore.values;
    registersBefore = { key, values, place: snapshot.place, old };
    const html = rows.map(([name, word, shown]) => {
        const hasChanged = old && name in old && name !== 'pc' && name !== 'npc' && old[name] !== word;
        return `<button data-address="${word}" class="${hasChanged ? 'changed' : ''}" title="${name} = 0x${hex(word)} = ${word | 0}"><b>${name}</b> <span class="${word ? '' : 'zero'}">${shown}</span>${hasChanged ? '<i class="hidden">, changed</i>' : ''}</button>`;
    });
    if (registersShown.length === html.length) {
        html.forEach((one, i) => one !== registersShown[i] && replaceButton($('registers').children[i], one));
    } else {
        redraw($('registers'), html.join(''));
        makeGroup($('registers'), 'button', 0);
    }
    registersShown = html;
    $('registers-when').textContent = `before instruction ${count(registers.retired + 1)}${old ? ', changes marked' : ''}`;
}

// ---- who runs ----

function stateOf(context, snapshot, level, names) {
    if (!context)
        return 'has not started yet';
    if (snapshot.atEnd)
        return snapshot.ended.reason === 1 || level < names.length - 1 ? 'has ended' : 'was killed';
    if (context.current)
        return 'runs';
    if (snapshot.current.startsWith(`${context.path}/`))
        return 'waits in its switch';
    return 'stands still';
}

// Drawings are as wide as there is room for them, so that their text is as large as other text.
export function roomWidth() {
    return innerWidth >= 1500 ? 560 : innerWidth >= 1000 ? 430 : Math.max(300, Math.min(560, innerWidth - 46));
}

const MONO = 6.7, SANS = 6.4; // of a character of 11 pixels

function textSvg(x, y, text, attributes = '') {
    return `<text x="${x}" y="${y}" ${attributes}>${text}</text>`;
}

const mono = (x, y, text, attributes = '') => textSvg(x, y, escape(text), `class="mono" font-size="11" fill="var(--text)" ${attributes}`);
const END = 'text-anchor="end" fill="var(--dim)"';

// One level: a box with its name and what it does, where it is, and what is next. With little height it is a line less.
function levelHtml({ name, level, colour, context, status, runs, isProgram, instruction }, { x, y, w, h, isLow }) {
    const where = !context ? '' : context.v0 === 4901 && !context.current ? `switch(block ${hex(context.a0)})` : placeText(context.where);
    const left = x + 12, right = x + w - 12, title = `level ${level + 1}: ${name}`;
    let svg = `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="8" fill="var(--${colour}b)" stroke="var(--${colour})" stroke-width="${runs ? 2.2 : 1.2}"${context ? '' : ' stroke-dasharray="4 3"'}/>`
        + textSvg(left, y + (isLow ? 14 : 17), escape(title), `font-size="12" font-weight="600" fill="var(--${colour})"`) + textSvg(right, y + (isLow ? 14 : 17), status, `${END} font-size="11"`);
    if (!context)
        return svg;
    const at = `pc ${hex(context.pc)}`, retired = `${count(context.retired)} retired`;
    if (isLow) {
        const from = left + title.length * 7.6 + 10, room = right - from - status.length * SANS;
        svg += mono(from, y + 14, isProgram && (at.length + where.length + 1) * MONO < room ? `${at} ${where}` : at);
    } else {
        svg += mono(left, y + 33, `${at}  ${where}`);
        if ((at.length + where.length + retired.length + 4) * MONO < w - 24)
            svg += mono(right, y + 33, retired, END);
    }
    const next = y + (isLow ? 29 : 54);
    if (isProgram && instruction)
        svg += mono(left, next, instruction);
    if (isProgram && runs)
        svg += textSvg(right, next, 'next instruction', `text-anchor="end" font-size="11" font-weight="600" fill="var(--${colour})"`);
    return svg;
}

export function showTower(snapshot, names, mode) {
    const width = roomWidth(), levels = names.length, isLow = innerHeight <= 800 && innerWidth >= 1000;
    const { step, top, last, rim, indent } = isLow ? { step: 20, top: 21, last: 18, rim: 3, indent: 8 } : { step: 38, top: 27, last: 29, rim: 7, indent: width < 500 ? 8 : 12 };
    const height = top + levels * step + last + levels * rim;
    const chain = names.map((name, level) => snapshot.contexts.findLast((context) => context.level === level
        && (snapshot.current === context.path || snapshot.current.startsWith(`${context.path}/`) || context.path.startsWith(snapshot.current))));
    const said = [];
    let svg = `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9" fill="var(--soft)" stroke="var(--line)"/>`
        + textSvg(12, isLow ? 15 : 19, 'level 0: the interpreter, in this page', 'font-size="12" font-weight="600" fill="var(--text)"');
    if (width > 500)
        svg += textSvg(width - 12, isLow ? 15 : 19, 'executes for whoever is innermost', `${END} font-size="11"`);
    names.forEach((name, level) => {
        const context = chain[level], isProgram = level === levels - 1, y = top + level * step;
        const status = stateOf(context, snapshot, level, names);
        said.push(`level ${level + 1}: ${name} ${status}`);
        svg += levelHtml({
            name, level, context, status, isProgram, colour: colourOf(level, levels), runs: context?.current && !snapshot.atEnd,
            instruction: !snapshot.atEnd && context?.instruction?.replace('\t', ' ').replace(/,/g, ', '),
        }, { x: 8 + level * indent, y, w: width - 16 - 2 * level * indent, h: height - y - rim - 2 - level * rim, isLow });
    });
    redraw($('tower'), `<svg viewBox="0 0 ${width} ${height}" width="100%" style="max-height:${Math.round(height * 1.1)}px" role="img" aria-label="Level 0, the interpreter in this page, contains ${escape(said.join(', which contains '))}">${svg}</svg>`);
    $('tower-sub').textContent = mode === 'preview' ? 'the hypervisors are being compiled …' : mode === 'mix' ? 'mixter emulates the program, or hands it over' : levels > 1 ? 'machines inside machines, right now' : 'one machine, emulated';
}

function placeText(where) {
    if (!where || !where.function)
        return '';
    return where.file && where.line ? `${where.function}, ${where.file.replace(/^.*\//, '')}:${where.line}` : `${where.function}+0x${where.offset.toString(16)}`;
}

// ---- where is an address ----

const ARROW = '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0l8 4-8 4z" fill="var(--dim)"/></marker></defs>';

// Where the parts of a step are: the address, and two entries of its page table.
function walkColumns(width) {
    const gap = width > 500 ? 34 : 20, address = width > 500 ? 150 : Math.round((width - 2 * gap) * .29);
    const entry = (width - address) / 2 - gap;
    return { address, entry, first: address + gap, second: width - entry };
}

export function walkHtml(snapshot, names) {
    const { walk } = snapshot, levels = names.length;
    if (!walk || walk.length === 0)
        return '<div class="padded dim">There is no such context now.</div>';
    const width = roomWidth(), row = 76, isNarrow = width <= 500, columns = walkColumns(width);
    const last = walk[walk.length - 1];
    const isThere = last.path === '0' && last.mapped && last.touched;
    const height = row * walk.length + 34;
    const line = (path, end = ' marker-end="url(#arrow)"') => `<path d="${path}" stroke="var(--dim)" fill="none"${end}/>`;
    let svg = ARROW;
    walk.forEach((step, i) => {
        const y = 4 + i * row, level = levelOf(step.path), colour = colourOf(level, levels);
        const below = level > 0 ? names[level - 1] : 'this page', belowColour = level > 0 ? colourOf(level - 1, levels) : 'dim';
        const directory = step.address >>> 22, table = (step.address >>> 12) & 1023, offset = step.address & 4095;
        svg += `<rect x=".5" y="${y}" width="${columns.address}" height="56" rx="7" fill="var(--${colour}b)" stroke="var(--${colour})"/>`
            + textSvg(9, y + 16, escape(`${isNarrow ? '' : 'address of '}${shortName(names[level], isNarrow ? 12 : 13)}`), `font-size="11" font-weight="600" fill="var(--${colour})"`)
            + mono(9, y + 33, `0x${hex(step.address)}`, 'font-weight="600"')
            + (columns.address < 100 ? '' : textSvg(9, y + 49, [directory, table, hex(offset, 3)].join(isNarrow ? '·' : ' · '), 'class="mono" font-size="11" fill="var(--dim)"'))
            + textSvg(columns.first, y + 10, `page table in ${isNarrow ? '' : 'the '}memory of <tspan font-weight="600" fill="var(--${belowColour})">${escape(below)}</tspan>`, 'font-size="11" fill="var(--dim)"')
            + entryBox(columns.first, y, columns.entry, 'directory', directory, step.directory) + entryBox(columns.second, y, columns.entry, 'table', table, step.table)
            + textSvg(width - 10, y + 48, permissionText(step.permissions), 'text-anchor="end" font-size="11" fill="var(--ok)"')
            + line(`M${columns.address} ${y + 36}H${columns.first - 2}`) + line(`M${columns.first + columns.entry} ${y + 36}H${columns.second - 2}`);
        if (step.mapped && step.touched)
            svg += line(`M${columns.second + columns.entry / 2} ${y + 56}V${y + 66}H${columns.address / 2}V${y + row - 2}`)
                + textSvg(width / 2, y + 64, `frame ${hex(step.below - step.below % 4096)} + ${hex(offset, 3)}`, 'font-size="11" text-anchor="middle" fill="var(--dim)"');
    });
    const y = 4 + walk.length * row;
    const word = snapshot.word === null ? '' : `: the word is <tspan class="mono" font-weight="600">${shortNumber(snapshot.word)}</tspan>`;
    const served = escape(levelOf(last.path) > 0 ? names[levelOf(last.path) - 1] : 'this page');
    const text = isThere ? `<tspan font-weight="600">memory of this page</tspan> <tspan class="mono">0x${hex(last.below)}</tspan>${word}`
        : last.mapped ? `not in memory yet: ${isNarrow ? 'a' : 'the first access will be a'} page fault, served by ${served}` : 'no memory: an access kills the program';
    svg += `<rect x=".5" y="${y}" width="${width - 1}" height="28" rx="7" fill="var(--${isThere ? 'soft' : 'bad-bg'})" stroke="var(--line)"/>${textSvg(11, y + 18, text, 'font-size="11" fill="var(--text)"')}`;
    const said = walk.map((step) => `address ${hex(step.address)} of ${names[levelOf(step.path)]}`).join(', then ');
    return `<div class="walk"><svg viewBox="0 0 ${width} ${height}" width="100%" style="max-height:${Math.round(height * 1.1)}px" role="img" aria-label="${escape(said)}${isThere ? `, then memory of this page at ${hex(last.below)}` : ''}">${svg}</svg></div>`;
}

function entryBox(x, y, width, title, index, word) {
    const digits = hex(word);
    return `<rect x="${x}" y="${y + 16}" width="${width - .5}" height="40" rx="6" fill="var(--pane)" stroke="var(--line)"/>${textSvg(x + 10, y + 31, `${title}[${index}]`, 'font-size="11" fill="var(--dim)"')}`
        + textSvg(x + 10, y + 48, `${digits.slice(0, 5)}<tspan fill="var(--faint)">${digits.slice(5)}</tspan>`, 'class="mono" font-size="11" fill="var(--text)"');
}

function permissionText(permissions) {
    return ['r', 'w', 'x'].filter((letter, i) => permissions >> i & 1).join(' ');
}

// ---- memory, stack, pages ----

export function memoryHtml(snapshot) {
    const rows = (snapshot.memory ?? []).map(([address, words]) => `<tr>${`<td class="dim">${hex(address)}</td>`}${words.map((word, i) => {
        const isIt = address + 4 * i === snapshot.address - snapshot.address % 4;
        return `<td${isIt ? ' class="current"' : ''}>${word === null ? '<span class="dim">········</span>' : hex(word)}</td>`;
    }).join('')}<td class="dim">${escape(words.map(characters).join(''))}</td></tr>`);
    return `<table class="m">${rows.join('')}</table>`;
}

function characters(word) {
    if (word === null)
        return '    ';
    return [0, 8, 16, 24].map((shift) => word >>> shift & 255).map((byte) => byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·').join('');
}

export function stackHtml(snapshot) {
    if (!snapshot.stack || snapshot.stack.length === 0)
        return '<div class="padded dim">There is no stack yet.</div>';
    return snapshot.stack.map((frame) => `<div class="frame m"><div><b>${escape(frame.function ?? '?')}</b> <span class="dim">${frame.file ? `${escape(frame.file)}:${frame.line}` : ''}</span>`
        + `<span class="dim" style="float:right">${hex(frame.sp)} – ${hex(frame.caller)}, ${plural(frame.caller - frame.sp, 'byte')}</span></div>`
        + (frame.values ? `<div class="values">${escape(frame.values)}</div>` : '') + '</div>').join('');
}

export function makePagesGroup() {
    makeGroup($('right'), '[data-address]', 0);
}

export function pagesHtml(snapshot) {
    const pages = snapshot.pages ?? [];
    const kind = (permissions) => permissions & 4 ? 'x' : permissions & 2 ? 'w' : '';
    return `<div class="padded dim">${plural(pages.length, 'page')} of 4,096 bytes in memory. Choose one to see where it is.</div><div class="pages m">${pages.slice(0, 600).map(([address, permissions, below]) =>
        `<button data-address="${address}" class="${kind(permissions)}" title="in frame ${hex(below)}">${hex(address).slice(0, 5)}<span class="dim">${permissionText(permissions)}</span></button>`).join('')}</div>`;
}

// ---- hand-overs ----

const KINDS = [['any', 'all'], ['fault', 'page faults'], ['call', 'system calls']];

export function showEvents(snapshot, names) {
    const { events } = snapshot, eventKind = $('event-kind')?.value ?? 'any';
    const title = names.length > 1 ? 'Hand-overs' : 'Exceptions';
    const why = names.length > 1 ? 'why the machine beneath gave control back' : 'what this page served for the program';
    let html = `<h3>${title} <span class="dim">${count(events.total)}</span> <span class="dim why">${why}</span><span class="right"><select id="event-kind" aria-label="Which ones the arrows go to">${KINDS.map(([kind, text]) => `<option value="${kind}"${kind === eventKind ? ' selected' : ''}>${text}</option>`).join('')}</select>`
        + '<button class="button icon small" data-event="back" aria-label="To the one before" title="To the one before">◀</button><button class="button icon small" data-event="forth" aria-label="To the next one" title="To the next one">▶</button></span></h3>';
    const now = `<div class="row m current" id="event-now" aria-current="true"><span class="at">${count(snapshot.own)}</span><span style="color:var(--current-line)">▶</span><span>now: ${escape(nowText(snapshot))}</span><span></span></div>`;
    let isPlaced = false;
    for (const event of events.rows) {
        if (!isPlaced && event.place >= snapshot.place) {
            html += now;
            isPlaced = true;
        }
        const isCall = event.exception === 1;
        html += `<button class="row m" data-place="${event.place}"><span class="at">${count(event.own)}</span><span style="color:var(--${isCall ? 'l0' : 'l1'})" aria-hidden="true">${isCall ? '◆' : '▲'}</span>`
            + `<span>${escape(eventText(event))}</span><span class="where">${escape(event.where)}</span></button>`;
    }
    redraw($('events'), html + (isPlaced ? '' : now));
    makeGroup($('events'), '.row[data-place]', Math.max(0, Math.min(events.rows.length - 1, events.rows.findIndex(({ place }) => place >= snapshot.place))));
}

function nowText(snapshot) {
    if (snapshot.atEnd)
        return 'the end';
    const context = snapshot.contexts.find((one) => one.current);
    const where = context.where?.function ? ` in ${context.where.function}` : '';
    return context.path === snapshot.program ? `${(context.instruction ?? '').replace('\t', ' ').replace(/,/g, ', ')}${where}` : `served${where}`;
}

// ---- output ----

export function outputHtml(snapshot, progress) {
    const parts = snapshot.output.map(([file, text]) => file === 2 ? `<span class="err">${escape(text)}</span>` : escape(text)).join('');
    if (parts !== '')
        return `<pre class="m">${parts}</pre>`;
    const first = progress?.firstCall !== undefined && progress.firstCall >= snapshot.own ? ` Its first system call comes in <b>${plural(progress.firstCall - snapshot.own, 'instruction')}</b>.` : '';
    return `<pre class="m dim">The program has written nothing yet.${first ? '\n' + first.trim() : ''}</pre>`;
}

export function callsHtml(snapshot) {
    const rows = snapshot.calls.map((event) => `<tr${event.place < snapshot.place ? '' : ' class="dim"'}><td>${count(event.own)}</td><td>${escape(event.name ?? event.call)}</td><td class="dim">${escape(event.where)}</td></tr>`);
    return rows.length === 0 ? '<pre class="m dim">There are no system calls.</pre>' : `<table class="m"><tr><th>instruction</th><th>call</th><th>in</th></tr>${rows.join('')}</table>`;
}

export { accessName };
