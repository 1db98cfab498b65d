/** Arrow keys among the numbers of the opened product: sideways in reading order, up and down by rows. */
import type { TargetedKeyboardEvent } from 'preact';

/** True when the key meant something here. */
export function nextNumber(event: TargetedKeyboardEvent<HTMLElement>): boolean {
  const from = (event.target as Element).closest<HTMLElement>('[data-opened-key]');
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-opened-key]')];
  const at = from ? all.indexOf(from) : -1;
  if (!from || at < 0) return false;
  const next = chosen(all, at, event.key);
  if (next === null) return false;
  (next ?? from).focus();
  return true;
}

/** Null for another key; undefined past the last. */
function chosen(all: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined | null {
  if (key === 'ArrowRight') return all[at + 1];
  if (key === 'ArrowLeft') return all[at - 1];
  if (key === 'Home') return all[0];
  if (key === 'End') return all.at(-1);
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return null;
  const box = (all[at] as HTMLElement).getBoundingClientRect();
  const isOn = (other: DOMRect) => (key === 'ArrowDown' ? other.top >= box.bottom - 1 : other.bottom <= box.top + 1);
  const distance = (other: DOMRect) => Math.abs(other.top - box.top) * 1000 + Math.abs(other.left - box.left);
  return all
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter((each) => isOn(each.box))
    .sort((a, b) => distance(a.box) - distance(b.box))[0]?.element;
}
