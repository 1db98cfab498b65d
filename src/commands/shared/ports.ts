/** Listening on the first free port. */
import { type AddressInfo, createServer, type Server } from 'node:net';

const triedPorts = 50;
/** The two addresses that `localhost` may mean. The site is served to this machine alone. */
const loopback = '127.0.0.1';
const loopback6 = '::1';

/** Listens on `first`, or on the next port that nobody uses; 0 lets the system choose. Resolves to the port. */
export async function listenFrom(server: Server, first: number): Promise<number> {
  for (let port = first; port < first + triedPorts; port++) {
    if ((await isFree6(port)) && (await listens(server, port, loopback))) return (server.address() as AddressInfo).port;
  }
  throw new Error(`ports ${first} to ${first + triedPorts - 1} are all taken`);
}

/** Whether no other server would answer for `localhost` at the sixth-version address, which browsers ask first. */
async function isFree6(port: number): Promise<boolean> {
  if (port === 0) return true;
  const probe = createServer();
  const free = await listens(probe, port, loopback6).catch((error: NodeJS.ErrnoException) => {
    // A system without IPv6 has nobody listening there.
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return true;
    throw error;
  });
  await new Promise((resolve) => probe.close(resolve));
  return free;
}

/** False when the port is taken; any other failure is thrown. */
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
