// Numbers and text as the page writes them.

export const REGISTER_NAMES = ('zero at v0 v1 a0 a1 a2 a3 t0 t1 t2 t3 t4 t5 t6 t7 s0 s1 s2 s3 s4 s5 s6 s7 t8 t9 k0 k1 gp sp s8 ra').split(' ');
export const hex = (number, digits = 8) => (number >>> 0).toString(16).padStart(digits, '0');
export const count = (number) => Math.round(number).toLocaleString('en');
export const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

export function plural(number, word) {
    return `${count(number)} ${word}${number === 1 ? '' : 's'}`;
}

// The program is blue; its hypervisors, from level 0 on, orange, green and violet.
export function colourOf(level, levels) {
    return level === levels - 1 ? 'l2' : ['l0', 'l1', 'l3'][level % 3];
}

export function accessName(access) {
    return { 1: 'read', 2: 'write', 4: 'execute' }[access] ?? 'access';
}

export function eventText(event) {
    if (event.exception === 1)
        return `system call ${event.name ?? event.call}`;
    if (event.exception === 2)
        return `page fault, ${accessName(event.access)} ${hex(event.address)}`;
    return 'exception';
}

const SINGLE = new DataView(new ArrayBuffer(8));

export function singleOf(word) {
    SINGLE.setUint32(0, word);
    return SINGLE.getFloat32(0);
}

export function floatText(number) {
    if (Number.isInteger(number) && Math.abs(number) < 1e7)
        return Object.is(number, -0) ? '-0.0' : number.toFixed(1);
    return Number.isNaN(number) ? 'NaN' : String(+number.toPrecision(7));
}

export function shortName(name, most) {
    return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}
