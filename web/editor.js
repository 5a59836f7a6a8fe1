// The editor: CodeMirror with C, the current line, breakpoints, heat beside the numbers, and what starc has to say.
import { EditorState, StateEffect, StateField, RangeSet, RangeSetBuilder } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, drawSelection, gutter, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { tags } from '@lezer/highlight';

const setLine = StateEffect.define();
const setHeat = StateEffect.define();
const toggleBreakpoint = StateEffect.define();

const currentLine = StateField.define({
    create: () => null,
    update(value, transaction) {
        for (const effect of transaction.effects) {
            if (effect.is(setLine))
                return effect.value;
        }
        return transaction.docChanged ? null : value;
    },
    provide: (field) => EditorView.decorations.compute([field], (state) => {
        const line = state.field(field);
        if (line === null || line > state.doc.lines)
            return Decoration.none;
        return Decoration.set([Decoration.line({ class: 'current-line' }).range(state.doc.line(line).from)]);
    }),
});

class Dot extends GutterMarker {
    toDOM() {
        const dot = document.createElement('i');
        dot.className = 'breakpoint';
        dot.title = 'Breakpoint';
        return dot;
    }
}

class Heat extends GutterMarker {
    constructor(share, title) {
        super();
        this.share = share;
        this.title = title;
    }

    eq(other) {
        return other.share === this.share && other.title === this.title;
    }

    toDOM() {
        const bar = document.createElement('i');
        bar.className = 'heat';
        bar.style.width = `${Math.max(1.5, 26 * this.share)}px`;
        bar.title = this.title;
        return bar;
    }
}

const dot = new Dot();
const spacer = new Heat(1, '');

const breakpoints = StateField.define({
    create: () => RangeSet.empty,
    update(set, transaction) {
        set = set.map(transaction.changes);
        for (const effect of transaction.effects) {
            if (!effect.is(toggleBreakpoint))
                continue;
            let has = false;
            set.between(effect.value, effect.value, () => { has = true; });
            set = has ? set.update({ filter: (from) => from !== effect.value }) : set.update({ add: [dot.range(effect.value)] });
        }
        return set;
    },
});

const heat = StateField.define({
    create: () => RangeSet.empty,
    update(set, transaction) {
        for (const effect of transaction.effects) {
            if (effect.is(setHeat))
                return effect.value;
        }
        return transaction.docChanged ? RangeSet.empty : set;
    },
});

// C, as far as colours need it.
const KEYWORDS = /^(auto|break|case|const|continue|default|do|else|enum|extern|for|goto|if|inline|register|restrict|return|sizeof|static|struct|switch|typedef|union|volatile|while|_Alignas|_Alignof|_Atomic|_Generic|_Noreturn|_Static_assert|_Thread_local|asm)$/;
const TYPES = /^(void|char|short|int|long|float|double|signed|unsigned|bool|_Bool|_Complex|size_t|ssize_t|ptrdiff_t|FILE|va_list|u?int(8|16|32|64|ptr|max)_t)$/;

const cLanguage = StreamLanguage.define({
    name: 'c',
    startState: () => ({ inComment: false, inInclude: false, afterTag: false }),
    token(stream, state) {
        if (state.inComment) {
            state.inComment = !stream.match(/^.*?\*\//) && stream.skipToEnd() === undefined;
            return 'comment';
        }
        if (stream.sol())
            state.inInclude = false;
        if (stream.eatSpace())
            return null;
        if (stream.match('//')) {
            stream.skipToEnd();
            return 'comment';
        }
        if (stream.match('/*')) {
            state.inComment = true;
            return 'comment';
        }
        if (stream.match(/^#\s*\w*/)) {
            state.inInclude = /include/.test(stream.current());
            return 'keyword';
        }
        if (state.inInclude && stream.match(/^<[^>]*>/))
            return 'string';
        if (stream.match(/^[LuU]?"(\\.|[^"\\])*"?/))
            return 'string';
        if (stream.match(/^[LuU]?'(\\.|[^'\\])*'?/) || stream.match(/^\.?\d([eEpP][+-]|[\w.])*/))
            return 'number';
        if (stream.match(/^\w+/)) {
            const word = stream.current(), isTag = state.afterTag;
            state.afterTag = /^(struct|union|enum)$/.test(word);
            if (KEYWORDS.test(word))
                return 'keyword';
            return isTag || TYPES.test(word) ? 'typeName' : /^(NULL|true|false)$/.test(word) ? 'number' : null;
        }
        stream.next();
        state.afterTag = false;
        return null;
    },
    languageData: { commentTokens: { line: '//', block: { open: '/*', close: '*/' } } },
});

const colours = HighlightStyle.define([
    { tag: [tags.keyword, tags.processingInstruction, tags.modifier, tags.controlKeyword], color: 'var(--kw)' },
    { tag: [tags.typeName, tags.standard(tags.typeName)], color: 'var(--ty)' },
    { tag: [tags.number, tags.character, tags.bool, tags.null], color: 'var(--num)' },
    { tag: tags.string, color: 'var(--str)' },
    { tag: tags.comment, color: 'var(--com)', fontStyle: 'italic' },
]);

export class Editor {
    constructor(parent, { text, changed, breakpointsChanged }) {
        this.quiet = this.hasMarks = false;
        const toggle = (view, line) => {
            view.dispatch({ effects: toggleBreakpoint.of(line.from) });
            breakpointsChanged();
            return true;
        };
        this.view = new EditorView({
            parent,
            state: EditorState.create({
                doc: text,
                extensions: [
                    gutter({ class: 'breakpoints', markers: (view) => view.state.field(breakpoints), initialSpacer: () => dot,
                        domEventHandlers: { mousedown: toggle } }),
                    lineNumbers({ domEventHandlers: { mousedown: toggle } }),
                    gutter({ class: 'heats', markers: (view) => view.state.field(heat), initialSpacer: () => spacer }),
                    currentLine, breakpoints, heat,
                    history(), drawSelection(), highlightSpecialChars(), bracketMatching(), indentUnit.of('    '),
                    cLanguage, syntaxHighlighting(colours),
                    keymap.of([
                        { key: 'F9', run: (view) => toggle(view, view.state.doc.lineAt(view.state.selection.main.head)) },
                        ...defaultKeymap, ...historyKeymap,
                        indentWithTab, // but not after Escape: then Tab leaves the editor
                    ]),
                    EditorView.contentAttributes.of({ 'aria-label': 'Program in C. Escape, then Tab, leads out of the editor.' }),
                    EditorView.updateListener.of((update) => {
                        if (update.docChanged && !this.quiet)
                            changed();
                    }),
                ],
            }),
        });
        this.view.scrollDOM.tabIndex = 0;
        new ResizeObserver(() => this.scrollToLine()).observe(parent);
    }

    scrollToLine() {
        const { state } = this.view, line = state.field(currentLine);
        if (line !== null && line <= state.doc.lines)
            this.view.dispatch({ effects: EditorView.scrollIntoView(state.doc.line(line).from, { y: 'nearest', yMargin: 60 }) });
    }

    get text() {
        return this.view.state.doc.toString();
    }

    set text(text) {
        if (text === this.text)
            return;
        this.quiet = true;
        this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
        this.quiet = false;
    }

    get breakpoints() {
        const lines = [];
        const { doc } = this.view.state;
        this.view.state.field(breakpoints).between(0, doc.length, (from) => { lines.push(doc.lineAt(from).number); });
        return [...new Set(lines)];
    }

    set breakpoints(lines) {
        const { doc } = this.view.state;
        for (const line of lines.filter((number) => number >= 1 && number <= doc.lines))
            this.view.dispatch({ effects: toggleBreakpoint.of(doc.line(line).from) });
    }

    showLine(line) {
        const state = this.view.state;
        if (state.field(currentLine) === line)
            return;
        this.view.dispatch({ effects: setLine.of(line) });
        this.scrollToLine();
    }

    showHeat(lines, unit) {
        const { doc } = this.view.state;
        const most = Math.max(1, ...lines.map(([, count]) => count));
        const builder = new RangeSetBuilder();
        for (const [line, count] of [...lines].sort((a, b) => a[0] - b[0])) {
            if (line <= doc.lines)
                builder.add(doc.line(line).from, doc.line(line).from, new Heat(count / most, `${count.toLocaleString('en')} ${unit}`));
        }
        this.view.dispatch({ effects: setHeat.of(builder.finish()) });
    }

    showDiagnostics(found) {
        const { doc } = this.view.state;
        const marks = found.filter(({ line }) => line >= 1 && line <= doc.lines).map(({ line, column, kind, text }) => {
            const row = doc.line(line);
            const from = Math.min(row.from + column - 1, row.to);
            const word = /^\w+/.exec(doc.sliceString(from, row.to));
            return { from, to: Math.min(row.to, from + (word ? word[0].length : 1)), severity: kind === 'note' ? 'info' : kind, message: text };
        });
        if (marks.length > 0 || this.hasMarks)
            this.view.dispatch(setDiagnostics(this.view.state, marks));
        this.hasMarks = marks.length > 0;
    }
}
