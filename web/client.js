// The page's side of the worker: calls and their answers, and what it reports by itself; another worker, if one has broken down or
// does not come to an end.
export class Client {
    // report(name, data)
    constructor(report) {
        this.report = report;
        this.calls = new Map();
        this.next = 1;
    }

    // The first worker has been started by the document, as early as can be; it keeps what is asked of it until it has the module.
    start() {
        const { worker, loaded } = this.worker ? self.mixterBoot() : self.mixterFirst;
        this.worker = worker;
        worker.onmessage = ({ data: [id, value, error] }) => {
            if (id === null)
                return this.report(value, error);
            const call = this.calls.get(id);
            this.calls.delete(id);
            if (error !== undefined)
                call?.reject(new Error(error));
            else
                call?.resolve(value);
        };
        worker.onerror = (event) => { event.preventDefault(); this.report('broken', event.message); };
        return loaded;
    }

    call(name, argument) {
        return new Promise((resolve, reject) => {
            this.calls.set(this.next, { resolve, reject });
            this.worker.postMessage([this.next++, name, argument]);
        });
    }

    // A call that ends the worker if it takes too long.
    async callWithin(milliseconds, late, name, argument) {
        const call = this.call(name, argument);
        call.catch(() => {});
        const isLate = Symbol('late');
        const result = await Promise.race([call, new Promise((resolve) => setTimeout(resolve, milliseconds, isLate))]);
        if (result !== isLate)
            return result;
        await this.restart();
        throw new Error(late);
    }

    restart() {
        this.restarting ??= this.startAgain().finally(() => { this.restarting = null; });
        return this.restarting;
    }

    async startAgain() {
        this.worker.terminate();
        for (const { reject } of this.calls.values())
            reject(new Error('stopped'));
        this.calls.clear();
        const loaded = this.start();
        const core = self.mixterData.core && this.call('core', { core: self.mixterData.core });
        await loaded;
        await core;
    }
}
