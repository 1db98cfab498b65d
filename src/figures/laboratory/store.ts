/**
 * Where the runs of a setting are kept beyond this visit: in the browser's own database, a record for each setting. A
 * browser that keeps nothing (a private window, a full disk) is no error: then they last as long as the page.
 */
import { createStore, del, get, keys, set } from 'idb-keyval';
import type { RunProgress } from '../shared/heard.ts';

/** The runs of one setting and how far each is. */
export interface KeptRuns {
  readonly version: 1;
  /** The setting as a part of an address. */
  readonly link: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Ended by the reader: not to be gone on with. */
  readonly isStopped: boolean;
  readonly runs: readonly RunProgress[];
}

export interface RunStore {
  /** All that is kept, the oldest first. */
  load(each: (kept: KeptRuns) => void): Promise<void>;
  find(link: string): Promise<KeptRuns | null>;
  /** Whether it will be there on the next visit. */
  save(kept: KeptRuns): Promise<boolean>;
  remove(link: string): Promise<void>;
}

/** Settings; a large one takes a megabyte. The oldest goes first. */
export const mostKept = 20;

/** The parts of idb-keyval that are used. */
export interface Database {
  keys(): Promise<readonly string[]>;
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  del(key: string): Promise<void>;
}

export function createRunStore(database: Database = browserDatabase()): RunStore {
  /** What this visit knows, so that a browser that keeps nothing has it until the page goes. */
  const known = new Map<string, KeptRuns>();
  const read = async (link: string) => {
    const value = await database.get(link).catch(() => null);
    return isKept(value) ? value : null;
  };
  return {
    async load(each) {
      const all: KeptRuns[] = [];
      for (const link of await database.keys().catch(() => [])) {
        const kept = await read(link);
        if (kept) all.push(kept);
      }
      all.sort((a, b) => a.savedAt - b.savedAt);
      for (const { link } of all.splice(0, all.length - mostKept)) await database.del(link).catch(() => undefined);
      for (const kept of all) {
        if (!known.has(kept.link)) known.set(kept.link, kept);
        each(kept);
      }
    },
    find: async (link) => known.get(link) ?? (await read(link)),
    async save(kept) {
      known.set(kept.link, kept);
      return database.set(kept.link, kept).then(
        () => true,
        () => false,
      );
    },
    async remove(link) {
      known.delete(link);
      await database.del(link).catch(() => undefined);
    },
  };
}

/** Opened when first asked: a browser may refuse even that. */
function browserDatabase(): Database {
  let store: ReturnType<typeof createStore> | undefined;
  const open = () => {
    store ??= createStore('unrolled-laboratory', 'runs');
    return store;
  };
  return {
    keys: async () => keys<string>(open()),
    get: async (key) => get(key, open()),
    set: async (key, value) => set(key, value, open()),
    del: async (key) => del(key, open()),
  };
}

function isKept(value: unknown): value is KeptRuns {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1 && 'runs' in value;
}
