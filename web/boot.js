// The first script, inside the document: it starts the worker, and when that has begun loads the other two, because no worker can
// begin while the page's own script runs. The worker is a data: URL: a blob has to be registered with the browser first, which takes
// its time.
import text from 'generated:worker';

// Scripts are executed in the order in which they have been asked for.
self.mixterScript = (name) => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const onerror = () => reject(new Error(`${name} is missing: all files of the page have to be in one folder.`));
    document.head.append(Object.assign(script, { src: name, async: false, onload: resolve, onerror }));
});

let module = null;

// A worker; `loaded` when it has the module.
self.mixterBoot = () => {
    const worker = new Worker(`data:text/javascript,${encodeURIComponent(text)}`);
    const heard = (type) => new Promise((resolve) => worker.addEventListener(type, resolve, { once: true }));
    const begun = Promise.race([heard('message'), heard('error')]);
    const loaded = begun.then(({ message }) => {
        if (message !== undefined)
            throw new Error(message || 'This browser does not let the page have a worker.');
        return module ??= self.mixterScript('module.js');
    }).then(() => new Promise((resolve, reject) => {
        worker.addEventListener('message', ({ data: [id, , error] }) => id === 0 && (error === undefined ? resolve() : reject(new Error(error))));
        worker.postMessage([0, 'load', { module: self.mixterData.module }]);
    }));
    return { worker, begun, loaded };
};

self.mixterFirst = self.mixterBoot();
self.mixterFirst.begun.then(() => self.mixterScript('page.js')).catch(({ message }) => document.body.prepend(message));
