/**
 * The stepper's page: which network stands on it, which one beside it, and their weights, fetched when they are asked
 * for. Until they are there, what stood in the place stays.
 */
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { beginningOf } from '../cell-stepper/beginning.ts';
import { createFolding, type Folding } from '../cell-stepper/folding.ts';
import { createStepper, type Stepper } from '../cell-stepper/model.ts';
import { loadNetwork, type TrainedNetwork, whyUnreadable } from '../cell-stepper/network.ts';
import { createFigureState, type FigureState } from '../shared/state.ts';
import { areComparable, type Offer } from './catalogue.ts';
import { nearestState, type PageState, pageFields } from './state.ts';

/** A network in its place on the page. */
export interface Seat {
  /** The figure's name in links: the network's own, and of the one beside with -2. */
  readonly id: string;
  readonly offer: Offer;
  readonly stepper: Stepper;
  readonly folding: Folding;
}

/** What is said while a network is not there yet, and when it does not come. */
export interface Waiting {
  readonly offer: Offer;
  /** The word under `errors` for what went wrong; null while the weights are on their way. */
  readonly failure: string | null;
}

export interface StepperPage {
  readonly id: string;
  readonly offers: readonly Offer[];
  readonly state: FigureState<PageState>;
  readonly one: ReadonlySignal<Seat>;
  readonly two: ReadonlySignal<Seat | null>;
  readonly waiting: ReadonlySignal<Waiting | null>;
  choose(id: string): void;
  /** Empty for nothing beside it. */
  chooseBeside(id: string): void;
  /** What may stand beside the present one: networks that read the same sequences. */
  readonly comparable: ReadonlySignal<readonly Offer[]>;
  fetchAgain(): void;
  /** Follows the state from now on; returns the way back. */
  start(): () => void;
}

/** Gives the bytes at an address; throws an error with a `code` where they do not come. */
export type Fetcher = (address: string) => Promise<Uint8Array>;

/** `carried` are the weights of the first offer, in base64. */
export function createStepperPage(
  id: string,
  offers: readonly Offer[],
  carried: string,
  fetcher: Fetcher = fetchBytes,
): StepperPage {
  const [first] = offers;
  if (!first) throw new Error('The page has no network to show');
  const state = createFigureState(id, pageFields(offers), (asked) => nearestState(offers, asked));
  const offerOf = (name: string) => offers.find((offer) => offer.id === name);
  const loaded = new Map<string, TrainedNetwork>([[first.id, loadNetwork(first.made, carried)]]);
  const seats = new Map<string, Seat>();
  const seatOf = (offer: Offer, trained: TrainedNetwork, suffix: '' | '-2'): Seat => {
    const name = offer.id + suffix;
    const known = seats.get(name);
    if (known) return known;
    const stepper = createStepper(name, trained, beginningOf(trained));
    const seat = { id: name, offer, stepper, folding: createFolding(stepper) };
    seats.set(name, seat);
    return seat;
  };

  const arrived = signal(0);
  const failures = signal<ReadonlyMap<string, string>>(new Map());
  const asked = computed(() => [state.now.value.one, state.now.value.two].flatMap((name) => offerOf(name) ?? []));
  const missing = computed(() => {
    void arrived.value;
    return asked.value.find((offer) => !loaded.has(offer.id)) ?? null;
  });
  const shown = signal<{ one: Seat; two: Seat | null }>({
    one: seatOf(first, loaded.get(first.id) as TrainedNetwork, ''),
    two: null,
  });

  const load = async (offer: Offer) => {
    try {
      const bytes = await fetcher(offer.address ?? '');
      loaded.set(offer.id, loadNetwork(offer.made, bytes));
      arrived.value = arrived.peek() + 1;
    } catch (error) {
      const { code } = error as { code?: unknown };
      const why = code === 'notFetched' ? code : whyUnreadable(error);
      failures.value = new Map([...failures.peek(), [offer.id, why]]);
    }
  };
  const take = () => {
    const [one, two] = asked.peek();
    if (!one) return;
    const of = (offer: Offer, suffix: '' | '-2') => seatOf(offer, loaded.get(offer.id) as TrainedNetwork, suffix);
    const next = { one: of(one, ''), two: two ? of(two, '-2') : null };
    const now = shown.peek();
    if (now.one !== next.one || now.two !== next.two) shown.value = next;
  };

  return {
    ...{ id, offers, state },
    one: computed(() => shown.value.one),
    two: computed(() => shown.value.two),
    waiting: computed(() => {
      const offer = missing.value;
      return offer && { offer, failure: failures.value.get(offer.id) ?? null };
    }),
    comparable: computed(() => {
      const present = asked.value[0];
      return present ? offers.filter((offer) => areComparable(offer, present)) : [];
    }),
    choose: (one) => state.change(nearestState(offers, { ...state.now.peek(), one })),
    chooseBeside: (two) => state.change({ two }),
    fetchAgain() {
      const offer = missing.peek();
      if (!offer) return;
      failures.value = new Map([...failures.peek()].filter(([name]) => name !== offer.id));
      load(offer);
    },
    start() {
      const onTheWay = new Set<string>();
      return effect(() => {
        const offer = missing.value;
        void asked.value;
        untracked(() => {
          if (!offer) take();
          else if (!onTheWay.has(offer.id)) {
            onTheWay.add(offer.id);
            load(offer);
          }
        });
      });
    },
  };
}

async function fetchBytes(address: string): Promise<Uint8Array> {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw Object.assign(new Error(`could not fetch ${address}`), { code: 'notFetched' });
  return new Uint8Array(await response.arrayBuffer());
}
