import { createServer } from 'node:net';

/** A port from the environment, or its default. */
export function portFrom(variable, fallback) {
  const text = process.env[variable] || String(fallback);
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${variable} is "${text}"; give it a port number from 1 to 65535.`);
}

/** Fails with a sentence that says which port is taken, for what it was meant, and how to choose another. */
export function requireFreePort(port, { purpose, variable }) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ code }) => {
      const reason = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${code})`;
      const way = `Stop that program, or choose another port: ${variable}=${port + 100} npm start`;
      reject(new Error(`Port ${port} (${purpose}) ${reason}. ${way}`));
    });
    server.listen(port, '127.0.0.1', () => server.close(resolve));
  });
}
