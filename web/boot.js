// The first script of the page: it comes with the module, and starts the worker before the page's own script is there.
import workerText from 'generated:worker';

const url = URL.createObjectURL(new Blob([workerText], { type: 'text/javascript' }));

// A worker, and when it has the module. Its first answer is heard here.
self.mixterBoot = () => {
    const worker = new Worker(url);
    const loaded = new Promise((resolve, reject) => {
        worker.onmessage = ({ data: [, , error] }) => (error === undefined ? resolve() : reject(new Error(error)));
        worker.onerror = ({ message }) => reject(new Error(message));
    });
    worker.postMessage([0, 'load', { module: self.mixterData.module }]);
    return { worker, loaded };
};
self.mixterFirst = self.mixterBoot();
