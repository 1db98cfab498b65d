/** The networks that the page offers, with where their weights lie. */
import type { NetworkMade } from '../cell-stepper/network.ts';

export interface Offer {
  /** Its name in content/networks and in links. */
  readonly id: string;
  readonly made: NetworkMade;
  /** "LSTM, 4 units, seed 12" */
  readonly label: string;
  /** What it was trained on, in a few words. */
  readonly task: string;
  /** What the task asks, in a sentence or two, and how well this network does it. */
  readonly about: string;
  /** Address of a safetensors file; null for the one that the page carries. */
  readonly address: string | null;
}

/** Networks that read the same sequences can stand side by side. */
export function areComparable(one: Offer, two: Offer): boolean {
  return one.made.task === two.made.task && one.made.lag === two.made.lag;
}

/** By task, in the order in which they stand. */
export function byTask(offers: readonly Offer[]): readonly { task: string; offers: readonly Offer[] }[] {
  return [...new Set(offers.map(({ task }) => task))].map((task) => ({
    task,
    offers: offers.filter((offer) => offer.task === task),
  }));
}
