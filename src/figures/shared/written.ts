/**
 * Text that changes at every step without new elements: the element stays, and what it says is written straight into
 * it. Where a program that translates the page has put its own elements in the text's place, they are written over.
 */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Written<E extends Element> {
  readonly ref: RefObject<E>;
  /** What stood there first: rendered once, so that Preact never compares it with what is written later. */
  readonly children: string;
}

/** Spread over an element that has no other content. */
export function useWritten<E extends Element>(text: string): Written<E> {
  const ref = useRef<E>(null);
  const [first] = useState(text);
  const last = useRef(text);
  useLayoutEffect(() => {
    if (ref.current && last.current !== text) write(ref.current, text);
    last.current = text;
  }, [text]);
  return { ref, children: first };
}

export function write(element: Element, text: string): void {
  const only = element.childNodes.length === 1 ? element.firstChild : null;
  if (only instanceof Text) only.data = text;
  else element.textContent = text;
}
