/** What the page is asked for: one network, and the one beside it. Each has its own part of the link besides. */
import { choice, type Fields } from '../shared/fields.ts';
import { areComparable, type Offer } from './catalogue.ts';

export interface PageState {
  readonly one: string;
  /** Empty where nothing stands beside; the first network's name where it stands beside itself, as it ships. */
  readonly two: string;
}

export function pageFields(offers: readonly Offer[]): Fields<PageState> {
  const ids = offers.map(({ id }) => id);
  const [first = ''] = ids;
  return { one: choice('net', ids, first), two: choice('beside', ['', ...ids], '') };
}

/** A network beside one that reads other sequences is left out. */
export function nearestState(offers: readonly Offer[], asked: PageState): PageState {
  const [one, two] = [asked.one, asked.two].map((id) => offers.find((offer) => offer.id === id));
  return one && two && !areComparable(one, two) ? { ...asked, two: '' } : asked;
}
