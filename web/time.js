// The time line: lanes of who ran, the program's own time by function, marks, and a playhead that can be dragged.
import { colourOf, count, escape, plural, shortName } from './text.js';

const LEFT = 92, RIGHT = 6, REST = 8, SHADES = 4;
// The height of a lane, and from one to the next.
let LANE = 20, STEP = 26;

export class TimeLine {
    // choose({ place } or { own })
    constructor(svg, legend, choose) {
        this.svg = svg;
        this.legend = legend;
        this.choose = choose;
        this.progress = this.profile = this.snapshot = null;
        this.restUntil = 0;
        svg.addEventListener('pointerdown', (event) => {
            svg.setPointerCapture(event.pointerId);
            this.dragged = this.isOwn(event) ? 'own' : 'place';
            this.drag(event);
            svg.focus();
        });
        svg.addEventListener('pointermove', (event) => this.dragged && this.drag(event));
        for (const end of ['pointerup', 'pointercancel'])
            svg.addEventListener(end, () => { this.dragged = null; });
        new ResizeObserver(() => this.draw()).observe(svg);
    }

    isOwn(event) {
        return event.clientY - this.svg.getBoundingClientRect().top > this.ownTop - 6;
    }

    drag(event) {
        if (!this.progress)
            return;
        const box = this.svg.getBoundingClientRect();
        const share = Math.max(0, Math.min(1, (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT)));
        if (this.dragged === 'own')
            this.choose({ own: Math.round(share * this.progress.own) });
        else
            this.choose({ place: Math.round(share * this.progress.frontier) });
    }

    show({ progress = this.progress, profile = this.profile, snapshot = this.snapshot }) {
        const isWhole = progress !== this.progress || profile !== this.profile;
        Object.assign(this, { progress, profile, snapshot });
        const isGoing = progress && !progress.ended && !progress.full && !progress.waits;
        if (this.heads && (!isWhole || (isGoing && performance.now() < this.restUntil)))
            return this.movePlayhead();
        const start = performance.now();
        this.draw();
        this.restUntil = start + REST * (performance.now() - start); // most of the time is for others
    }

    x(value, total) {
        return LEFT + (total > 0 ? value / total : 0) * (this.width - LEFT - RIGHT);
    }

    draw() {
        const { progress } = this;
        this.width = this.svg.clientWidth || 1200;
        if (!progress || this.width < 100)
            return;
        const levels = progress.levels.length;
        const isOne = levels === 1;
        const isLow = innerHeight < 800 || innerWidth < 1000;
        LANE = isLow ? 13 : 20;
        STEP = isLow ? 17 : 26;
        const top = isOne ? 6 : 8 + levels * STEP + 18;
        this.ownTop = top + (isOne ? 0 : 8);
        const height = this.ownTop + LANE + (isOne ? 38 : 18);
        let html = isOne ? '' : this.lanesHtml(levels);
        html += this.ownHtml();
        html += '<g id="heads"></g>';
        this.svg.setAttribute('viewBox', `0 0 ${this.width} ${height}`);
        this.svg.setAttribute('height', height);
        this.svg.innerHTML = html;
        this.heads = this.svg.querySelector('#heads');
        this.movePlayhead();
        this.drawLegend();
    }

    lanesHtml(levels) {
        const { progress } = this, total = progress.frontier;
        const y = (level) => 8 + (levels - 1 - level) * STEP;
        const inner = this.width - LEFT - RIGHT;
        let html = '';
        progress.levels.forEach((name, level) => {
            html += `<text x="0" y="${y(level) + LANE * .7}" font-size="11.5" fill="var(--${colourOf(level, levels)})" font-weight="600">${escape(shortName(name, 13))}</text>`
                + `<rect x="${LEFT}" y="${y(level)}" width="${inner}" height="${LANE}" rx="4" fill="var(--soft)"><title>${escape(name)}: ${plural(progress.totals[level], 'instruction')}</title></rect>`;
        });
        if (progress.lanes.segments) {
            const paths = progress.levels.map(() => []);
            for (const [level, start, end] of progress.lanes.segments) {
                const x = this.x(start, total), w = Math.max((end - start) / total * inner, 1.1);
                paths[level]?.push(`M${x.toFixed(2)} ${y(level)}h${w.toFixed(2)}v${LANE}h${(-w).toFixed(2)}z`);
            }
            paths.forEach((path, level) => { html += `<path d="${path.join('')}" fill="var(--${colourOf(level, levels)})"/>`; });
        } else {
            progress.lanes.bins.forEach((bins, level) => { html += this.shadesHtml(bins, y(level), colourOf(level, levels)); });
        }
        html += this.gapsHtml(y(levels - 1), total);
        return html + this.axisHtml(8 + levels * STEP + 9, total);
    }

    // One lane in columns, each as dark as the level has run in it.
    shadesHtml(bins, y, colour) {
        const { width } = this.progress.lanes, total = this.progress.frontier;
        const paths = Array.from({ length: SHADES + 1 }, () => []);
        for (let i = 0, next; i < bins.length && i * width < total; i = next) {
            const shade = Math.ceil(SHADES * bins[i] / width);
            for (next = i + 1; next < bins.length && next * width < total && Math.ceil(SHADES * bins[next] / width) === shade;)
                next++;
            const x = this.x(i * width, total), w = Math.max(1, this.x(Math.min(next * width, total), total) - x);
            paths[Math.min(shade, SHADES)].push(`M${x.toFixed(2)} ${y}h${w.toFixed(2)}v${LANE}h${(-w).toFixed(2)}z`);
        }
        return paths.slice(1).map((path, i) => `<path d="${path.join('')}" fill="var(--${colour})" opacity="${(i + 1) / SHADES}"/>`).join('');
    }

    // While mixter emulates the program.
    gapsHtml(y, total) {
        return (this.progress.gaps ?? []).map(([start, end]) => {
            const from = this.x(start, total), w = Math.max(1, this.x(end, total) - from);
            return `<rect x="${from.toFixed(1)}" y="${y}" width="${w.toFixed(1)}" height="${LANE}" rx="2" fill="var(--l0b)" stroke="var(--l0)" stroke-width=".6"/>`
                + (w > 70 ? `<text x="${from + w / 2}" y="${y + LANE * .7}" font-size="11" text-anchor="middle" fill="var(--l0)">emulated</text>` : '');
        }).join('');
    }

    axisHtml(y, total) {
        const step = niceStep(total / Math.max(2, Math.floor((this.width - LEFT) / 150)));
        let html = '';
        for (let value = 0; value <= total; value += step)
            html += `<text x="${this.x(value, total)}" y="${y}" font-size="10" text-anchor="${value === 0 ? 'start' : this.x(value, total) > this.width - 40 ? 'end' : 'middle'}" fill="var(--dim)">${count(value)}</text>`;
        return html;
    }

    // Functions in the order of the program's own time.
    ownHtml() {
        const { progress, profile } = this, total = progress.own, y = this.ownTop;
        const inner = this.width - LEFT - RIGHT;
        let html = `<text x="0" y="${y + 8}" font-size="11.5" fill="var(--l2)" font-weight="600">${escape(shortName(progress.levels[progress.levels.length - 1], 13))}</text>`
            + `<text x="0" y="${y + 21}" font-size="10" fill="var(--dim)">in its own time</text><rect x="${LEFT}" y="${y}" width="${inner}" height="${LANE}" rx="4" fill="var(--soft)"/>`;
        if (profile && total > 0) {
            const isNow = this.nowPart();
            let skipped = 0;
            for (const [start, end, number] of profile.parts) {
                const x = this.x(start, total), w = (end - start) / total * inner;
                skipped += w;
                if (w < .35 && skipped < .7)
                    continue;
                skipped = 0;
                const name = number >= 0 ? profile.names[number] : '?';
                const shade = isNow && isNow[0] === start ? 1 : profile.own.has(name) ? .72 : name.startsWith('_') ? .5 : .34;
                html += `<rect x="${(x + .4).toFixed(1)}" y="${y}" width="${Math.max(w - .8, .6).toFixed(1)}" height="${LANE}" rx="2" fill="var(--l2)" opacity="${shade}"/>`;
                if (w > name.length * 7.2 + 8)
                    html += `<text x="${(x + w / 2).toFixed(1)}" y="${y + LANE * .7}" font-size="11" text-anchor="middle" fill="${shade > .6 ? 'var(--on-accent)' : 'var(--text)'}" ${shade === 1 ? 'font-weight="700"' : ''}>${escape(name)}</text>`;
            }
        }
        for (const [, , from, to] of progress.gaps ?? []) {
            const x = this.x(from, total);
            html += `<rect x="${x.toFixed(1)}" y="${y + LANE - 4}" width="${Math.max(1, this.x(to, total) - x).toFixed(1)}" height="5" rx="2" fill="var(--l0)"/>`;
        }
        for (const [own, kind] of progress.marks ?? []) {
            const x = this.x(own, total);
            html += kind === 1 ? `<path d="M${x - 5} ${y + LANE + 9}l5-6 5 6-5 6z" fill="var(--l0)"/>` : `<path d="M${x - 5} ${y + LANE + 14}l5-10 5 10z" fill="var(--l1)"/>`;
        }
        return html + (progress.levels.length === 1 ? this.axisHtml(y + LANE + 32, total) : '');
    }

    nowPart() {
        const own = this.snapshot?.own;
        return this.profile && own !== undefined ? this.profile.parts.find(([start, end]) => start <= own && own < end) : null;
    }

    movePlayhead() {
        const { snapshot, progress } = this;
        if (!snapshot || !this.heads)
            return;
        const head = (x, from, to) => `<line x1="${x}" x2="${x}" y1="${from}" y2="${to}" stroke="var(--bad)" stroke-width="2"/>`;
        const cap = (x, y) => `<path d="M${x - 6} ${y}h12v5l-6 6-6-6z" fill="var(--bad)"/>`;
        const levels = progress.levels.length;
        let html = '';
        if (levels > 1) {
            const x = this.x(Math.min(snapshot.place, progress.frontier), progress.frontier);
            html += head(x, 2, 8 + levels * STEP - 4) + cap(x, 0);
        }
        const own = this.x(Math.min(snapshot.own, progress.own), progress.own);
        html += head(own, this.ownTop - 4, this.ownTop + LANE + 2) + (levels > 1 ? '' : cap(own, 0));
        this.heads.innerHTML = html;
        this.svg.setAttribute('aria-valuemax', progress.frontier);
        this.svg.setAttribute('aria-valuenow', snapshot.place);
        this.svg.setAttribute('aria-valuetext', `instruction ${count(snapshot.own)} of ${count(progress.own)} of the program, ${count(snapshot.place)} of ${count(progress.frontier)} of all`);
    }

    drawLegend() {
        const { progress } = this;
        const chip = (content) => `<span class="chip">${content}</span>`;
        let emulated = '';
        if (progress.gaps?.length)
            emulated = chip('<i class="dot" style="background:var(--l0)"></i>emulated');
        this.legend.innerHTML = chip('<span style="color:var(--l1)">▲</span>page fault <span style="color:var(--l0)">◆</span>system call') + emulated;
    }
}

function niceStep(least) {
    const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
    return [1, 2, 4, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? 10 * power;
}
