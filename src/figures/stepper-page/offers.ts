/** The page's list, gathered while the site is built from what stands in content/networks, in the words of a language. */

import { TASK_NAMES } from '../../tasks/tasks.ts';
import { type NetworkMade, networkMade } from '../cell-stepper/network.ts';
import { format, formatGradient, formatNumber } from '../shared/numbers.ts';
import type { Offer } from './catalogue.ts';

/** Of an entry of the collection what is used here. */
interface Entry {
  readonly id: string;
  readonly run: Readonly<Record<string, unknown>>;
  readonly accuracy: number | null;
  readonly loss: number;
  /** The name of a cell whose weights somebody has set; absent where they were trained. */
  readonly handSet?: string | undefined;
  readonly tracks?:
    | { readonly thing: string; readonly quantity: string; readonly unit: number; readonly share: number }
    | undefined;
}

/** The text under a key of the page's own; throws where nobody has worded it. */
type Word = (key: string) => string;

/** What the page opens with. */
const opening = 'last-capital-lstm';
const cells = ['rnn', 'gru', 'lstm'];

/** The opening network first, then task by task, cell by cell. */
export function collectOffers(
  entries: readonly Entry[],
  addresses: Readonly<Record<string, string>>,
  word: Word,
): readonly Offer[] {
  const place = ({ id, made }: { id: string; made: NetworkMade }) => {
    const task = made.task === 'last-capital' ? -1 : TASK_NAMES.indexOf(made.task);
    return id === opening ? -Infinity : task * 1e6 + made.lag * 1e3 + cells.indexOf(made.cell);
  };
  return entries
    .map((entry) => ({ ...entry, made: networkMade(entry.run) }))
    .sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1))
    .map((entry) => ({
      id: entry.id,
      made: entry.made,
      label: labelOf(entry, word),
      task: format(word(`task.${entry.made.task}`), { lag: entry.made.lag }),
      about: [word(`about.${entry.made.task}`), ...aboutNetwork(entry, word)].join(word('difference.join')),
      address: entry.id === opening ? null : addressOf(addresses, entry.id),
    }));
}

/** "LSTM with peepholes, 4 units, seed 12" */
function labelOf({ made, run, handSet }: Pick<Entry, 'run' | 'handSet'> & { made: NetworkMade }, word: Word): string {
  const { cell, hidden, variant, reset } = made;
  const kind = variant ? format(word(`variant.${variant}`), { cell: cell.toUpperCase() }) : cell.toUpperCase();
  const name = reset === 'before' ? format(word('variant.reset-before'), { cell: kind }) : kind;
  const values = { cell: name, units: hidden, seed: Number(run['seed']) };
  if (handSet) {
    const byHand = word(hidden === 1 ? 'label.handSetOne' : 'label.handSet');
    return format(byHand, { ...values, name: word(`handSetName.${handSet}`) });
  }
  return format(word(hidden === 1 ? 'label.one' : 'label.trained'), values);
}

/** How it came to its weights, how well it does, and which unit follows what the task is about. */
function aboutNetwork(entry: Entry, word: Word): string[] {
  const { handSet, tracks } = entry;
  return [
    ...(handSet ? [word(`handSet.${handSet}`)] : []),
    scoreOf(entry, word),
    ...(tracks ? [tracksOf(tracks, word)] : []),
  ];
}

function tracksOf({ unit, thing, quantity, share }: NonNullable<Entry['tracks']>, word: Word): string {
  const values = { unit, thing: word(`thing.${thing}`), quantity: word(`quantity.${quantity}`) };
  return format(word('tracks'), { ...values, share: formatNumber(100 * share, 0) });
}

/** How well it does on sequences that it was not trained on. */
function scoreOf({ accuracy, loss }: Entry, word: Word): string {
  if (accuracy === null) return format(word('label.error'), { error: formatGradient(loss) });
  return format(word('label.right'), { share: formatNumber(100 * accuracy, 0) });
}

function addressOf(addresses: Readonly<Record<string, string>>, id: string): string {
  const address = addresses[`/content/networks/${id}.safetensors`];
  if (!address) throw new Error(`The weights of ${id} are not in content/networks`);
  return address;
}
