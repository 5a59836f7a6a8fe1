// The page: what is chosen, what is asked of the worker, and what is shown. A snapshot of the machine is asked for by a place or
// by a count of the program; of several asked for at once, the last one counts.
import examples from 'generated:examples';
import exercises from 'generated:exercises';
import { Client } from './client.js';
import { Editor } from './editor.js';
import { keep, kept, readLink, writeLink } from './link.js';
import { callsHtml, memoryHtml, outputHtml, makePagesGroup, pagesHtml, redraw, scrollToNow, showCode, showEvents, showRegisters, showTower, stackHtml, walkHtml } from './panes.js';
import { count, escape, hex, plural } from './text.js';
import { TimeLine } from './time.js';
import { showHelp, startTour } from './help.js';
import { bugs, differenceHtml, flipBug, verify } from './verify.js';

const $ = (id) => document.getElementById(id);
const RUN_LIMIT = 2e9, MEMORY = 64, OUT_OF_MEMORY = 137, // MiB; a status
    STEPS_WAITING = 6, EXPLAINED_MOST = 1e8, STOP_AFTER = 600; // milliseconds
const limits = { compile: 20000, verify: 60000, check: 30000 }; // milliseconds
const SCHEDULE = /^(|random:\d{1,9}|at:[1-9]\d{0,9}(,[1-9]\d{0,9})*)$/;

const state = {
    mode: 'emulate', depth: 1, isa: 'mipster', name: 'list.c', arguments: [], look: '',
    path: 'program', tab: 'where', outputTab: 'output', notation: 'hex', address: null,
    progress: null, profile: null, snapshot: null, levels: [], messages: [], input: '', inputClosed: false,
    isRunning: false, next: null, isStale: true, wanted: null, isLooking: false, isGoing: 0, going: null, difference: null, shown: null,
};

// ---- the worker ----

const client = new Client((name, data) => on[name]?.(data));
const moduleLoaded = client.start().then(() => performance.mark('compiler'));

let imageLoaded = null, hasImage = false;

// What hypervisors boot: mixter for the machine, which the page compiles itself when it is needed first.
async function loadImage() {
    imageLoaded ??= self.mixterScript('core.js').then(() => client.call('core', { core: self.mixterData.core }));
    try {
        await imageLoaded;
        hasImage = true;
    } catch (error) {
        imageLoaded = null;
        throw error;
    }
}

// ---- compiling and starting ----

const needsImage = () => state.mode !== 'emulate';
const depthNow = () => state.mode === 'virtualize' ? state.depth : 0;

async function start({ own = null } = {}) {
    if (state.isRunning) {
        state.next = { own }; // what has been chosen meanwhile
        return;
    }
    const schedule = $('schedule').value.replace(/\s/g, '');
    if (state.mode === 'mix' && !SCHEDULE.test(schedule))
        return void toast('A schedule is random:SEED, at:N,N,… with ascending numbers, or nothing.');
    showRunning(true);
    try {
        const compiled = await compile();
        if (!compiled)
            return;
        const run = {
            mode: state.mode, depth: depthNow(), share: parseInt($('share').value, 10), slice: +$('slice').value, schedule,
            arguments: state.arguments, input: state.input, inputClosed: state.inputClosed, source: editor.text, memory: MEMORY, limit: RUN_LIMIT,
        };
        if (needsImage() && !hasImage) {
            await preview(run);
            await loadImage();
        }
        await startRun(run, own);
        if (state.mode === 'verify')
            await runVerify();
    } catch (error) {
        if (error.message !== 'stopped')
            failed(error.message);
    } finally {
        showRunning(false);
    }
    const { next } = state;
    state.next = null;
    if (next)
        await start(next);
}

// What takes its time can be stopped where it has been started.
let stopTimer;
function showRunning(isRunning, canStop = false) {
    const button = $('start');
    state.isRunning = isRunning;
    clearTimeout(stopTimer);
    if (isRunning && !canStop)
        stopTimer = setTimeout(showRunning, STOP_AFTER, true, true);
    button.style.minWidth = canStop ? `${button.offsetWidth}px` : '';
    button.classList.toggle('stop', canStop);
    button.disabled = isRunning && !canStop;
}

async function stop() {
    state.next = null;
    await client.restart();
    failed('Stopped.');
}

async function startRun(run, own) {
    state.snapshot = state.profile = state.progress = state.difference = null;
    state.messages = [];
    state.path = 'program';
    state.address = null;
    const { levels } = await client.call('start', { ...run, first: { goal: own, tab: state.tab } });
    state.levels = levels;
    state.isStale = false;
    showChoices();
}

// While the first hypervisors are still to be compiled, the program is shown as it is to begin: that is the same on every engine.
async function preview(run) {
    state.isPreview = true;
    try {
        const shown = new Promise((resolve) => { state.shown = resolve; });
        await startRun({ ...run, mode: 'emulate', depth: 0 }, null);
        await shown;
    } finally {
        state.isPreview = false;
    }
}

// The program that the page begins with is compiled while the editor is made.
let early = null;

function askStarc(source, name, isa) {
    if (early) {
        const { key, answer } = early;
        early = null;
        if (key === source + name + isa)
            return answer;
    }
    // What is written is what is executed, line by line.
    const options = ['-O0', ...isa === 'mips32' ? ['-march=mips32'] : []];
    return client.callWithin(limits.compile, `starc has not come to an end within ${limits.compile / 1000} seconds and was ended.`, 'compile', { source, name, options });
}

async function compile() {
    $('compiled').className = 'chip';
    $('compiled').textContent = 'starc …';
    const answer = await askStarc(editor.text, state.name, state.isa).catch((error) => {
        $('compiled').className = 'chip bad';
        $('compiled').textContent = 'not compiled';
        throw error;
    });
    editor.showDiagnostics(answer.diagnostics.filter(({ file }) => file === state.name));
    state.diagnostics = answer.printed;
    const errors = answer.diagnostics.filter(({ kind }) => kind === 'error').length;
    const warnings = answer.diagnostics.filter(({ kind }) => kind === 'warning').length;
    $('compiled').className = answer.ok ? 'chip' : 'chip bad';
    $('compiled').textContent = answer.ok ? `starc: ${Math.round(answer.time)} ms, ${count(answer.size)} bytes${warnings ? `, ${plural(warnings, 'warning')}` : ''}` : plural(Math.max(1, errors), 'error');
    if (!answer.ok) {
        state.messages = [];
        choose('output', 'messages');
    }
    showOutput();
    return answer.ok;
}

// ---- what the worker reports ----

const on = {
    progress(progress) {
        const before = state.progress;
        state.progress = progress;
        time.show({ progress });
        showPosition();
        const isDone = (report) => Boolean(report?.ended || report?.full || report?.waits);
        if (progress.first) {
            show(progress.first);
            if (progress.first.tab !== state.tab)
                again();
        } else if (progress.waits && !before?.waits) {
            look({ place: progress.frontier });
        } else if (isDone(progress) && !isDone(before)) {
            again(); // now all hand-overs are known
        }
        if (state.isPreview)
            return;
        if (progress.waits && !before?.waits)
            choose('output', 'input');
        if (progress.ended && !before?.ended)
            ended(progress.ended).catch(({ message }) => message !== 'stopped' && say(message));
        if (progress.full && !before?.full)
            say(progress.full);
    },
    profile(profile) {
        profile.own = new Set([...editor.text.matchAll(/\b(\w+)\s*\([^;{}]*\)\s*\{/g)].map((match) => match[1]));
        state.profile = profile;
        time.show({ profile });
        editor.showHeat(profile.lines, profile.stride !== 1 ? `instructions, about (every ${count(profile.stride)}th was looked at)` : 'instructions');
    },
    broken(text) {
        failed(text || 'The machine has broken down.');
        state.shown?.();
        client.restart().catch(() => {});
    },
};

function failed(text) {
    choose('output', 'messages');
    say(text);
    state.isStale = true;
}

// A hypervisor that has seen its guest die exits with the guest's status.
async function ended(stop) {
    const isDeath = stop.reason !== 1 || (state.levels.length > 1 && stop.status > 128);
    if (!isDeath)
        return say(`${state.name} has exited with status ${stop.status}.`, stop.status === 0);
    const why = stop.cause?.replace('see --memory', `it has ${MEMORY} MB`);
    choose('output', 'messages');
    say(stop.reason === 1 ? `${state.name}: killed, status ${stop.status}${stop.status === OUT_OF_MEMORY ? ': out of memory' : ''}` : `${state.name}: killed by ${stop.signal ?? 'a limit'}: ${why ?? ''}`);
    if (state.progress.own > EXPLAINED_MOST || state.mode === 'verify')
        return;
    const program = state.name.replace(/\.c$/, '');
    const files = [[state.name, new TextEncoder().encode(editor.text)]];
    const limits = ['--files', 'read', '--memory', '64M', '--max-insns', `${state.progress.own + 1000}`];
    const { errors } = await client.call('command', { words: ['mipster', ...limits, '--', program, ...state.arguments], files });
    say(errors.trim());
}

function say(text, isQuiet = false) {
    state.messages.push(text);
    if (!isQuiet && state.outputTab !== 'messages')
        toast(text.split('\n')[0]);
    showOutput();
}

let toastTimer;
function toast(text) {
    $('toast').textContent = text;
    $('toast').classList.add('shown');
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => $('toast').classList.remove('shown'), 4000);
}

// ---- looking and going ----

async function look(wanted) {
    state.wanted = wanted;
    if (state.isLooking)
        return;
    state.isLooking = true;
    try {
        while (state.wanted) {
            const { wanted: now } = state;
            state.wanted = null;
            const path = state.path === 'program' ? undefined : state.path;
            show(await client.call('look', { ...now, path, address: state.address, tab: state.tab }));
        }
    } catch (error) {
        if (error.message !== 'stopped')
            say(error.message);
    } finally {
        state.isLooking = false;
    }
}

const again = () => state.snapshot && look({ place: state.snapshot.place });

// Steps wait for each other, up to a few.
async function go(argument) {
    if (!state.snapshot && !state.isRunning)
        toast('Nothing runs: compile and start it.');
    if (!state.snapshot || state.isGoing >= STEPS_WAITING)
        return;
    state.isGoing++;
    const before = state.going;
    state.going = (async () => {
        await before;
        try {
            const to = await client.call('go', { path: $('stepping').value === 'current' ? 'current' : 'program', ...argument });
            if (to.missed && argument.how !== 'breakpoint')
                toast('There is none.');
            await look(to);
        } catch (error) {
            if (error.message !== 'stopped')
                say(error.message);
        } finally {
            state.isGoing--;
        }
    })();
    await state.going;
}

function show(snapshot) {
    state.snapshot = snapshot;
    snapshot.isStale = state.isStale;
    editor.showLine(state.isStale || !snapshot.line ? null : snapshot.line.line);
    showCode(snapshot, editor.text);
    showRegisters(snapshot, state.notation);
    showTower(snapshot, state.levels, state.isPreview ? 'preview' : state.mode);
    showRight();
    showEvents(snapshot, state.levels);
    showOutput();
    showShown();
    showPosition();
    time.show({ snapshot });
    scrollToNow();
    document.body.dataset.place = snapshot.place;
    firstShown ??= performance.mark('state');
    state.shown?.();
    state.shown = null;
}

let firstShown;

function showPosition() {
    const { snapshot, progress } = state;
    if (!progress)
        return;
    const own = snapshot ? snapshot.own : 0;
    const all = state.levels.length > 1 ? ` <span class="dim all">= ${count(snapshot?.place ?? 0)} of ${count(progress.frontier)} of all</span>` : '';
    const status = progress.ended ? '' : progress.full ? ' <span class="dim">so far</span>' : progress.waits ? ' <b class="bad">waits for input</b>' : ' <span class="dim">and running</span>';
    const html = `instruction <button class="count" id="count" title="Go to another" aria-label="instruction ${count(own)}: go to another">${count(own)}</button> of ${count(progress.own)}<span class="long"> of the program</span>${all}${status}`;
    if ($('position').innerHTML !== html)
        redraw($('position'), html);
}

function showShown() {
    const { snapshot } = state;
    const options = snapshot.contexts.map((context) => {
        const name = state.levels[context.level] ?? 'a guest';
        const twin = snapshot.contexts.filter((other) => other.level === context.level).length > 1 ? ` (${context.path})` : '';
        return `<option value="${context.path}"${context.path === snapshot.shown ? ' selected' : ''}>${escape(name)}, level ${context.level + 1}${twin}</option>`;
    }).join('');
    if ($('shown').dataset.options !== options) {
        $('shown').dataset.options = options;
        $('shown').innerHTML = options;
    }
    $('shown').value = snapshot.shown;
    $('function').textContent = snapshot.where?.function ? `in ${snapshot.where.function}` : '';
}

// ---- tabs ----

const OUTPUT_TABS = [['output', 'Output'], ['input', 'Input'], ['calls', 'System calls', 'Calls'], ['messages', 'Messages']]; // and where there is little room
const EXERCISE_TAB = ['exercise', 'Exercise'];
const RIGHT_TABS = [['where', 'Where is an address?', 'Address'], ['stack', 'Stack'], ['memory', 'Memory'], ['pages', 'Pages'], ['difference', 'First difference', 'Difference']];

function tabsHtml(tabs, chosen, kind, panel, counts = {}) {
    return tabs.map(([id, title, short = title]) => `<button class="tab" role="tab" id="tab-${id}" aria-controls="${panel}" aria-selected="${id === chosen}" tabindex="${id === chosen ? 0 : -1}" data-tab="${id}" data-kind="${kind}" aria-label="${title}${counts[id] ? ` ${count(counts[id])}` : ''}">`
        + `<span class="long">${title}</span><span class="short">${short}</span>${counts[id] ? ` <span class="dim">${count(counts[id])}</span>` : ''}</button>`).join('');
}

function choose(kind, tab) {
    if (kind === 'output')
        state.outputTab = tab;
    else
        state.tab = tab;
    if (kind === 'output')
        showOutput();
    else if (state.snapshot && tab !== 'difference')
        again();
    showRight();
}

function showOutput() {
    const { snapshot } = state;
    const tabs = tabsHtml(state.exercise ? [EXERCISE_TAB, ...OUTPUT_TABS] : OUTPUT_TABS, state.outputTab, 'output', 'output', { calls: state.progress?.calls, messages: state.messages.length });
    if ($('output-tabs').dataset.html !== tabs) {
        const hadFocus = document.activeElement?.dataset?.kind === 'output';
        $('output-tabs').dataset.html = tabs;
        $('output-tabs').innerHTML = tabs;
        if (hadFocus)
            $(`tab-${state.outputTab}`).focus();
    }
    $('output').setAttribute('aria-labelledby', `tab-${state.outputTab}`);
    const panel = $('output');
    document.body.dataset.output = state.outputTab;
    if (state.outputTab === 'input')
        return showInput(panel);
    panel.dataset.tab = state.outputTab;
    if (state.outputTab === 'exercise')
        redraw(panel, exerciseHtml());
    else if (state.outputTab === 'messages')
        redraw(panel, messagesHtml());
    else if (!snapshot)
        redraw(panel, '<pre class="m dim">Nothing has run yet.</pre>');
    else
        redraw(panel, state.outputTab === 'calls' ? callsHtml(snapshot) : outputHtml(snapshot, state.progress));
    if (state.outputTab === 'output' && panel.textContent !== outputBefore)
        panel.scrollTop = panel.scrollHeight;
    outputBefore = panel.textContent;
}

let outputBefore = '';

function exerciseHtml() {
    const { exercise, verdict } = state;
    const result = !verdict ? '' : verdict.isRunning ? 'It is being checked …' : `<b class="${verdict.status === 0 ? 'ok' : 'bad'}">${verdict.status === 0 ? 'Done.' : 'Not yet.'}</b> ${escape(verdict.printed)}`;
    return `<div class="padded">${exercise.text.split('\n\n').map((text) => `<p>${escape(text)}</p>`).join('')}<button class="button primary" data-check>Check</button><pre class="m" role="status">${result}</pre></div>`;
}

async function checkExercise() {
    state.verdict = { isRunning: true };
    showOutput();
    try {
        state.verdict = await client.callWithin(limits.check, 'This takes too long and was ended.', 'check', { check: state.exercise.check.join('\n'), source: editor.text });
    } catch (error) {
        state.verdict = { status: 1, printed: error.message };
    }
    showOutput();
}

function useExercise(exercise) {
    useExample({ ...exercise, name: 'exercise.c', look: exercise.text, source: `${exercise.source.join('\n')}\n` });
    state.exercise = exercise;
    state.verdict = null;
    state.isa = exercise.isa;
    showChoices();
    choose('output', 'exercise');
}

function messagesHtml() {
    const text = [state.diagnostics?.trim(), ...state.messages].filter(Boolean).join('\n\n');
    return text ? `<pre class="m">${escape(text)}</pre>` : `<pre class="m dim">${escape(state.look || 'There are no messages.')}</pre>`;
}

function showInput(panel) {
    if (panel.dataset.tab === 'input')
        return;
    panel.dataset.tab = 'input';
    redraw(panel, '<div class="input"><textarea id="typed" class="m" aria-label="Standard input of the program" placeholder="What the program reads from standard input"></textarea><div><button class="button" id="send">Send</button><label><input type="checkbox" id="closed"> then it ends</label><span class="space"></span><span class="dim" id="input-state"></span></div></div>');
    $('typed').value = state.input;
    $('closed').checked = state.inputClosed;
    $('send').onclick = () => {
        state.input = $('typed').value === '' || $('typed').value.endsWith('\n') ? $('typed').value : `${$('typed').value}\n`;
        state.inputClosed = $('closed').checked;
        $('typed').value = state.input;
        client.call('input', { text: state.input, closed: state.inputClosed }).catch(() => {});
    };
}

function showRight() {
    const tabs = tabsHtml(RIGHT_TABS, state.tab, 'right', 'right');
    if ($('right-tabs').dataset.html !== tabs) {
        const hadFocus = document.activeElement?.dataset?.kind === 'right';
        $('right-tabs').dataset.html = tabs;
        $('right-tabs').innerHTML = tabs;
        if (hadFocus)
            $(`tab-${state.tab}`).focus();
    }
    $('right').setAttribute('aria-labelledby', `tab-${state.tab}`);
    const { snapshot } = state;
    const hasAddress = snapshot && (state.tab === 'where' || state.tab === 'memory');
    const watch = hasAddress ? '<span class="dim">written</span><button class="button icon small" data-watch="back" aria-label="Back to the last write of this word" title="Back to the last write of this word">◀</button><button class="button icon small" data-watch="forth" aria-label="To the next write of this word" title="To the next write of this word">▶</button>' : '';
    redraw($('address-field'), hasAddress ? `${snapshot.operand ? `${escape(snapshot.operand)} = ` : ''}<input id="address" aria-label="Address" value="0x${hex(snapshot.address ?? 0)}" spellcheck="false">${watch}` : '');
    delete $('right').dataset.group;
    if (state.tab === 'difference')
        redraw($('right'), differenceHtml(state));
    else if (!snapshot)
        redraw($('right'), `<div class="padded dim">${escape(state.look)}</div>`);
    else
        redraw($('right'), { where: () => walkHtml(snapshot, state.levels), stack: () => stackHtml(snapshot), memory: () => memoryHtml(snapshot), pages: () => pagesHtml(snapshot) }[state.tab]());
    if (state.tab === 'pages')
        makePagesGroup();
    $('events').hidden = state.tab === 'difference' || state.tab === 'pages' || !snapshot;
}

// ---- verifying ----

async function runVerify() {
    state.difference = { isRunning: true };
    choose('right', 'difference');
    try {
        const bug = $('bug').value === 'flip' ? flipBug($('flip').value) : bugs.find(({ id }) => id === $('bug').value);
        state.difference = await verify(client, state, bug, +$('slice').value, editor.text, limits.verify);
    } catch (error) {
        state.difference = { failed: error.message === 'stopped' ? 'It was stopped.' : error.message };
    }
    showRight();
}

// ---- choices ----

function showChoices() {
    for (const button of document.querySelectorAll('#modes button')) {
        const isChosen = button.dataset.mode === state.mode;
        button.setAttribute('aria-checked', isChosen);
        button.tabIndex = isChosen ? 0 : -1;
    }
    document.body.dataset.mode = state.mode;
    document.body.toggleAttribute('data-exercise', Boolean(state.exercise));
    $('depth-field').hidden = state.mode !== 'virtualize';
    $('share-field').hidden = state.mode !== 'mix';
    $('slice-field').hidden = state.mode !== 'mix' && state.mode !== 'verify';
    $('bug-field').hidden = state.mode !== 'verify';
    $('flip').hidden = $('bug').value !== 'flip';
    $('schedule-field').hidden = state.mode !== 'mix';
    $('depth').textContent = state.depth;
    $('less').disabled = state.depth <= 1;
    $('more').disabled = state.depth >= 3;
    $('isa').value = state.isa;
    $('name').textContent = state.name;
    $('look').hidden = !state.look || Boolean(state.exercise);
    $('look-text').textContent = state.look;
}

// The same place in the program, if it has not changed.
const here = () => state.isStale || state.mode === 'mix' || !state.snapshot ? {} : { own: state.snapshot.own };

function setMode(mode) {
    const at = mode === 'mix' ? {} : here();
    state.mode = mode;
    if (mode === 'mix' || mode === 'verify')
        $('slice').value = mode === 'mix' ? '100' : '10';
    if (mode !== 'verify' && state.tab === 'difference')
        state.tab = 'where';
    showChoices();
    start(at);
}

function useExample(example) {
    Object.assign(state, { name: example.name, mode: example.mode, depth: Math.max(1, example.depth), arguments: example.arguments ?? [], look: example.look, exercise: null, input: example.input ?? '', inputClosed: example.input !== undefined, diagnostics: '' });
    editor.text = example.source;
    $('output').dataset.tab = '';
    state.outputTab = 'output';
    state.tab = 'where';
    showChoices();
    return start();
}

function useSource(name, source) {
    Object.assign(state, { name, arguments: [], look: '', exercise: null });
    if (state.outputTab === 'exercise')
        state.outputTab = 'output';
    editor.text = source;
    $('example').value = '';
    showChoices();
    return start();
}

// ---- controls ----

const ICONS = {
    start: 'M2 2h2v12H2zM14 2v12L5 8z', backRun: 'M15 2v12L8 8zM8 2v12L1 8z', back: 'M13 2v12L3 8z', run: 'M3 2v12l11-6z', step: 'M3 2v12l7-6zM12 2h2v12h-2z',
    line: 'M1 2v12l7-6zM8 2v12l7-6z', into: 'M7 1h2v6h4L8 13 3 7h4zM3 14h10v1.500H3z', out: 'M7 12h2V6h4L8 0 3 6h4zM3 13.500h10V15H3z', end: 'M12 2h2v12h-2zM2 2v12l9-6z', backLine: 'M10 2v12L3 8zM12 2h2v12h-2z',
};
const CONTROLS = [
    ['start', 'To the start', 'Home', { how: 'start' }], ['backRun', 'Back to the last breakpoint', 'Shift+F5', { how: 'breakpoint', back: true }],
    ['backLine', 'One line back', 'Shift+F10', { how: 'over', back: true }], ['back', 'One instruction back', '←', { how: 'instruction', back: true }],
    ['run', 'Run to the next breakpoint', 'F5', { how: 'breakpoint' }], ['step', 'One instruction', '→', { how: 'instruction' }],
    ['line', 'One source line', 'F10', { how: 'over' }], ['into', 'One source line, into calls', 'F11', { how: 'line' }], ['out', 'Out of the function', 'F8', { how: 'out' }],
    ['end', 'To the end', 'End', { how: 'end' }],
];

function control(argument) {
    return go({ ...argument, lines: argument.how === 'breakpoint' ? editor.breakpoints : undefined });
}

function makeControls() {
    $('buttons').innerHTML = CONTROLS.map(([icon, title, key], i) => `<button data-control="${i}" class="${icon === 'run' ? 'primary' : ''}" aria-label="${title}" title="${title} (${key})"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[icon]}"/></svg></button>`).join('');
    $('buttons').onclick = (event) => {
        const button = event.target.closest('button');
        if (button)
            control(CONTROLS[+button.dataset.control][3]);
    };
}

const KEYS = { F10: { how: 'over' }, F11: { how: 'line' }, F5: { how: 'breakpoint' }, F8: { how: 'out' } };

function onKey(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        start();
    } else if (KEYS[event.key] && !event.ctrlKey && !event.altKey) {
        event.preventDefault();
        control({ ...KEYS[event.key], back: event.shiftKey });
    }
}

const SLIDER_KEYS = { ArrowRight: { how: 'instruction' }, ArrowLeft: { how: 'instruction', back: true }, Home: { how: 'start' }, End: { how: 'end' } };

function onSliderKey(event) {
    const { snapshot, progress } = state;
    if (SLIDER_KEYS[event.key])
        go(SLIDER_KEYS[event.key]);
    else if (snapshot && (event.key === 'PageUp' || event.key === 'PageDown'))
        look({ place: Math.max(0, Math.round(snapshot.place + (event.key === 'PageUp' ? .05 : -.05) * progress.frontier)) });
    else
        return;
    event.preventDefault();
}

// Arrows move within groups of tabs and modes, as screen readers expect, and choose; and within groups of many buttons.
const ARROWS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 };

function onGroupKey(event) {
    const step = ARROWS[event.key], button = event.target.closest('button');
    const group = step && button && button.closest('[role=tablist], [role=radiogroup], [data-group]');
    if (!group || (group.dataset.group && !button.matches(group.dataset.group)))
        return;
    const all = [...group.querySelectorAll(group.dataset.group ?? 'button')];
    const isVertical = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    const columns = isVertical ? all.filter(({ offsetTop }) => offsetTop === all[0].offsetTop).length : 1;
    const at = all.indexOf(button) + step * columns;
    const next = group.dataset.group ? all[at] : all[(at + all.length) % all.length];
    event.preventDefault();
    if (!next)
        return;
    button.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    if (!group.dataset.group)
        next.click();
}

function setAddress(address) {
    state.address = address >>> 0;
    if (state.tab !== 'memory')
        state.tab = 'where';
    again();
}

// Any instruction of the program, by its number.
function askCount() {
    const { snapshot, progress } = state;
    $('dialog').className = '';
    $('dialog-body').innerHTML = `<form method="dialog"><h2 id="dialog-title">Go to instruction</h2><p><input id="wanted" type="number" min="0" max="${progress.own}" value="${snapshot?.own ?? 0}" aria-label="Instruction of the program, 0 to ${progress.own}"> of ${count(progress.own)} of the program</p><div class="row"><button class="button" type="button" id="cancel">Cancel</button><button class="button primary" value="yes">Go</button></div></form>`;
    $('cancel').onclick = () => $('dialog').close('no');
    $('dialog').onclose = () => {
        const own = Math.round(Number($('wanted')?.value));
        if ($('dialog').returnValue === 'yes' && own >= 0)
            look({ own: Math.min(own, progress.own) });
        $('dialog').onclose = null;
    };
    $('dialog').returnValue = '';
    $('dialog').showModal();
    $('wanted').select();
}

function setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    document.documentElement.style.colorScheme = theme;
}

// What a link has to say besides the program, where it is not as at the beginning.
const CHOICES = { mix: ['share', 'slice', 'schedule'], verify: ['slice', 'bug', 'flip'] };

function beyondSource() {
    const more = state.name === 'program.c' ? {} : { name: state.name };
    if (state.input !== '' || state.inputClosed)
        Object.assign(more, { input: state.input, inputClosed: state.inputClosed || undefined });
    if (state.arguments.length > 0)
        more.arguments = state.arguments;
    for (const id of CHOICES[state.mode] ?? []) {
        if (id !== 'flip' || $('bug').value === 'flip')
            more[id] = $(id).value;
    }
    return more;
}

const current = () => ({ mode: state.mode, depth: state.depth, isa: state.isa, own: state.snapshot?.own ?? 0, source: editor.text, more: beyondSource() });

function useLink({ mode, depth, isa, own, source, more, choice = '' }) {
    const [kind, number] = choice.split(' '), exercise = kind === 'exercise' ? exercises[+number] : null;
    const { name = 'program.c', input = '', inputClosed = false, arguments: words = [], ...choices } = more;
    Object.assign(state, { mode, depth: Math.max(1, depth), isa, name, input, inputClosed, arguments: words, exercise, verdict: null, look: kind === 'example' ? examples[+number].look : '', outputTab: exercise ? 'exercise' : 'output' });
    $('output').dataset.tab = '';
    for (const [id, value] of Object.entries(choices))
        $(id).value = value;
    editor.text = source;
    $('example').value = choice;
    showChoices();
    return start({ own });
}

async function copyLink() {
    const hash = await writeLink(current());
    history.replaceState(null, '', hash);
    try {
        await navigator.clipboard.writeText(location.href);
        toast(`The link, ${count(location.href.length)} characters, is in the clipboard; the program is inside.`);
    } catch {
        toast('The link is in the address bar; the program is inside.');
    }
}

function listen() {
    $('start').onclick = () => state.isRunning ? stop().catch(({ message }) => failed(message)) : start();
    $('look-close').onclick = () => { $('look').hidden = true; editor.view.focus(); };
    $('position').addEventListener('click', (event) => event.target.id === 'count' && askCount());
    $('link').onclick = copyLink;
    $('theme').onclick = () => setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
    $('help').onclick = () => showHelp({ tour: () => startTour(tourActions), example: state.look });
    $('open').onclick = () => $('file').click();
    $('file').onchange = async () => {
        const file = $('file').files[0];
        if (file)
            useSource(/^[\w.-]+\.c$/.test(file.name) ? file.name : 'program.c', await file.text());
        $('file').value = '';
    };
    $('save').onclick = () => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([editor.text], { type: 'text/x-c' }));
        link.download = state.name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    };
    $('modes').onclick = (event) => event.target.dataset.mode && event.target.dataset.mode !== state.mode && setMode(event.target.dataset.mode);
    const setDepth = (depth) => {
        const focused = document.activeElement;
        state.depth = Math.max(1, Math.min(3, depth));
        showChoices();
        if (focused.disabled)
            $(state.depth === 1 ? 'more' : 'less').focus(); // the other one can go no further
        start(here());
    };
    $('less').onclick = () => setDepth(state.depth - 1);
    $('more').onclick = () => setDepth(state.depth + 1);
    $('isa').onchange = () => { state.isa = $('isa').value; start(); };
    for (const id of ['share', 'slice', 'bug', 'flip', 'schedule'])
        $(id).onchange = () => { showChoices(); start(here()); };
    $('example').onchange = () => {
        const [kind, number] = $('example').value.split(' ');
        if (kind === 'exercise')
            useExercise(exercises[+number]);
        else
            useExample(examples[+number]);
    };
    $('output').addEventListener('click', (event) => event.target.closest('[data-check]') && checkExercise());
    $('shown').onchange = () => { state.path = $('shown').value; again(); };
    $('stepping').onchange = () => { state.path = $('stepping').value; again(); };
    $('notation').onclick = (event) => {
        if (!event.target.dataset.notation)
            return;
        state.notation = event.target.dataset.notation;
        for (const button of $('notation').children)
            button.setAttribute('aria-pressed', button.dataset.notation === state.notation);
        if (state.snapshot)
            showRegisters(state.snapshot, state.notation);
    };
    for (const id of ['registers', 'right'])
        $(id).addEventListener('click', (event) => {
            const button = event.target.closest('[data-address]');
            if (button && state.notation !== 'float')
                setAddress(+button.dataset.address);
            const action = event.target.closest('[data-go]');
            if (action)
                look({ own: +action.dataset.go }).then(() => choose('right', 'where'));
            if (event.target.closest('[data-verify]'))
                runVerify();
        });
    $('address-field').addEventListener('change', (event) => {
        const address = Number(event.target.value.trim());
        if (Number.isInteger(address) && address >= 0 && address < 2 ** 32)
            setAddress(address);
        else
            toast('An address is a number such as 0x00400000.');
    });
    $('address-field').addEventListener('click', (event) => {
        const button = event.target.closest('[data-watch]');
        if (!button || !state.snapshot)
            return;
        state.address = state.snapshot.address;
        go({ how: 'watch', back: button.dataset.watch === 'back', watched: { address: state.address - state.address % 4, size: 4, access: 2 } });
    });
    $('events').addEventListener('click', (event) => {
        const jump = event.target.closest('[data-event]');
        if (jump)
            return void go({ how: 'event', watched: $('event-kind').value, back: jump.dataset.event === 'back' });
        const row = event.target.closest('[data-place]');
        if (row)
            look({ place: +row.dataset.place });
    });
    document.addEventListener('click', (event) => {
        const tab = event.target.closest('[role=tab]');
        if (tab)
            choose(tab.dataset.kind, tab.dataset.tab);
        const pane = event.target.closest('#tabs button');
        if (pane)
            showPane(pane.dataset.pane);
    });
    addEventListener('resize', () => state.snapshot && show(state.snapshot)); // drawings are as wide as there is room
    addEventListener('pagehide', () => keep({ ...current(), choice: $('example').value }));
    addEventListener('hashchange', followLink);
    document.addEventListener('keydown', onKey);
    document.addEventListener('keydown', onGroupKey);
    $('lanes').addEventListener('keydown', onSliderKey);
}

function showPane(name) {
    document.body.dataset.pane = name;
    for (const button of document.querySelectorAll('#tabs button'))
        button.setAttribute('aria-current', button.dataset.pane === name);
}

// ---- the start ----

function askEarly({ source, name }) {
    const answer = askStarc(source, name, state.isa);
    answer.catch(() => {});
    early = { key: source + name + state.isa, answer };
}

const before = kept();
if (!location.hash && !before)
    askEarly(examples[0]);

const editor = new Editor($('source'), {
    text: examples[0].source,
    changed() {
        state.isStale = true;
        editor.showLine(null);
        $('compiled').textContent = 'changed: Ctrl+Enter compiles';
    },
    breakpointsChanged() {},
});
const time = new TimeLine($('lanes'), $('legend'), look);
// The tour shows what it tells of, whatever has been chosen before.
const tourMode = (mode) => { $('schedule').value = 'random:1'; $('bug').value = 'none'; setMode(mode); };
const tourActions = { examples, useExample, setMode: tourMode, setDepth: (depth) => { state.depth = depth; state.mode = 'virtualize'; showChoices(); return start(here()); }, choose, showPane,
    plant: (bug) => { $('bug').value = bug; $('slice').value = '10'; state.mode = 'verify'; showChoices(); return start(); } };

setTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
$('example').innerHTML = `<optgroup label="Examples">${examples.map(({ title }, i) => `<option value="example ${i}">${escape(title)}</option>`).join('')}</optgroup>`
    + `<optgroup label="Exercises">${exercises.map(({ title, week }, i) => `<option value="exercise ${i}">${week}. ${escape(title)}</option>`).join('')}</optgroup><option value="" hidden>Your own</option>`;
$('bug').innerHTML = bugs.map(({ id, title }) => `<option value="${id}">${escape(title)}</option>`).join('');
makeControls();
listen();
showChoices();
showOutput();
showRight();

// The link in the address, also if it is another one later.
async function followLink() {
    const link = await readLink(location.hash);
    if (link)
        return useLink(link);
    if (!state.snapshot)
        await useExample(examples[0]);
    if (location.hash.startsWith('#v'))
        say('The link is damaged, or of another version of this page.');
}

async function begin() {
    performance.mark('editor');
    moduleLoaded.catch((error) => say(error.message));
    await (before ? useLink(before) : followLink());
    performance.mark('run');
    document.body.dataset.ready = 'true';
}
begin().catch((error) => say(error.message));
self.mixterPage = Object.assign(state, { limits, digest: () => client.call('digest') }); // for tests and the console
