/** Does something once a figure is in view and the page is at rest: for what a reader only needs who is there. */

/** Milliseconds in view before it. */
const restMs = 800;

/** Returns the way to call it off. */
export function whenSeen(element: Element | null, action: () => void): () => void {
  if (!element) return () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new IntersectionObserver(([entry]) => {
    clearTimeout(timer);
    if (!entry?.isIntersecting) return;
    timer = setTimeout(() => {
      observer.disconnect();
      action();
    }, restMs);
  });
  observer.observe(element);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
