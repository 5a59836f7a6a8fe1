// Help, and the tour of six steps.
import { escape } from './text.js';

const dialog = () => document.getElementById('dialog');
const body = () => document.getElementById('dialog-body');

const KEYS = [['Ctrl+Enter', 'compile and start'], ['F5', 'run to the next breakpoint'], ['F10', 'a source line, over calls'], ['F11', 'a source line, into calls'], ['F8', 'out of the function'],
    ['F9', 'breakpoint in the line'], ['Shift+', 'with F5, F8, F10, F11: back'], ['← →', 'on the time line: one instruction'], ['PgUp PgDn', 'on the time line: a twentieth'], ['Home End', 'on the time line: start, end']];

export function showHelp({ tour, example }) {
    dialog().className = '';
    body().innerHTML = `<h2 id="dialog-title">One machine, two ways</h2>
<p>starc compiles your C to a small MIPS computer. This page runs it: by <b>emulation</b>, each instruction fetched and executed by a program, or by <b>virtualization</b>, under one to three hypervisors that are programs of the same computer. <b>Mix</b> hands one program from the one to the other; <b>Verify</b> compares both, instruction by instruction.</p>
<p>Nothing leaves this page. All of it, compiler, machine and hypervisors, is in files of less than a megabyte and works without a network.</p>
${example ? `<h3>What to look at in this program</h3><p>${escape(example)}</p>` : ''}
<h3>Keys</h3><div class="keys">${KEYS.map(([key, what]) => `<kbd>${key}</kbd><span>${what}</span>`).join('')}</div>
<p>Click a register to see where the address in it is; click beside a line number for a breakpoint; drag the time line.</p>
<div class="row"><button class="button" id="tour">Take the tour</button><button class="button primary" id="close">Close</button></div>`;
    document.getElementById('tour').onclick = () => { dialog().close(); tour(); };
    document.getElementById('close').onclick = () => dialog().close();
    dialog().showModal();
}

const STEPS = [
    { title: 'Emulate', text: 'A list is summed up. The interpreter in this page fetches and executes each of its instructions. Step with → and ←: the machine goes back as easily as forward.',
        pane: 'code', mark: 'code-pane', act: ({ examples, useExample }) => useExample({ ...examples[0], mode: 'emulate' }) },
    { title: 'Virtualize', text: 'The same program under a hypervisor, which is itself a program of the machine. It asks the machine for one thing, the switch, and serves what traps: page faults ▲ and system calls ◆.',
        pane: 'machines', mark: 'tower-pane', act: ({ setDepth }) => setDepth(1) },
    { title: 'Nest', text: 'Three hypervisors, one in the other. The lanes show who runs when; the marked pane, where an address of the program really is: a page table on each level.',
        pane: 'machines', mark: 'right-pane', act: ({ setDepth, choose }) => { choose('right', 'where'); setDepth(3); } },
    { title: 'Mix', text: 'mixter emulates the program for a while, then hands its context, 128 words, to the machine beneath, and takes it back. The program cannot tell.',
        pane: 'machines', mark: 'lanes', act: ({ setMode }) => setMode('mix') },
    { title: 'Verify', text: 'Both engines run each slice from the same state, and everything is compared: registers, memory, exceptions. They are equal.',
        pane: 'machines', mark: 'right-pane', act: ({ setMode }) => setMode('verify') },
    { title: 'Break it', text: 'Now the emulator has a bug: a slice that ends after a branch forgets the branch. The page has compiled that emulator for you. Verify finds the first instruction that differs.',
        pane: 'machines', mark: 'right-pane', act: ({ plant }) => plant('slot') },
];

export function startTour(actions, number = 0) {
    const step = STEPS[number];
    document.querySelectorAll('.highlight').forEach((element) => element.classList.remove('highlight'));
    document.getElementById(step.mark).classList.add('highlight');
    actions.showPane(step.pane);
    step.act(actions);
    dialog().className = 'tour';
    body().innerHTML = `<h2 id="dialog-title">${number + 1}. ${step.title}</h2><p>${step.text}</p><div class="row"><span class="dim">${number + 1} of ${STEPS.length}</span><span class="space"></span><button class="button" id="leave">Leave</button><button class="button primary" id="forth">${number + 1 < STEPS.length ? 'Next' : 'Done'}</button></div>`;
    const leave = () => {
        document.querySelectorAll('.highlight').forEach((element) => element.classList.remove('highlight'));
        dialog().onkeydown = null;
        dialog().close();
    };
    document.getElementById('leave').onclick = leave;
    dialog().onkeydown = ({ key }) => { // it is not modal: the page can be used beside it
        if (key === 'Escape')
            leave();
    };
    document.getElementById('forth').onclick = () => number + 1 < STEPS.length ? startTour(actions, number + 1) : leave();
    if (!dialog().open)
        dialog().show();
    document.getElementById('forth').focus();
}
