// serve FOLDER PORT: the files of a folder on the loopback interface.
import { createServer } from 'node:http';
import { readFile } from 'node:fs';
import { extname, join, resolve } from 'node:path';

const [folder, port] = process.argv.slice(2);
const root = resolve(folder);
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript' };

export const server = createServer((request, response) => {
    const path = join(root, decodeURIComponent(new URL(request.url, 'http://localhost').pathname).replace(/\/$/, '/index.html'));
    if (!path.startsWith(root + '/'))
        return response.writeHead(403).end();
    readFile(path, (error, bytes) => {
        if (error)
            return response.writeHead(404).end('There is no such file.\n');
        response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(bytes);
    });
});
server.listen(+port, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
