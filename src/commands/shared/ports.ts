/** Listening on the first free port. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const triedPorts = 50;

/**
 * Listens on `first`, or on the next port nobody uses; 0 lets the system choose. Resolves to the port.
 * Loopback alone: the book is served to the reader of this machine.
 */
export async function listenFrom(server: Server, first: number, host = 'localhost'): Promise<number> {
  for (let port = first; port < first + triedPorts; port++) {
    if (await listens(server, port, host)) return (server.address() as AddressInfo).port;
  }
  throw new Error(`ports ${first} to ${first + triedPorts - 1} are all taken`);
}

function listens(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const onListening = () => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError).once('listening', onListening).listen(port, host);
  });
}
