/** Taking back by keys. */
import type { FigureState } from './state.ts';

/** Ctrl or Cmd with Z, and with Shift; in a text box they are the box's own. */
export function undoByKeys(
  root: HTMLElement | null,
  { undo, redo }: Pick<FigureState<never>, 'undo' | 'redo'>,
): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
    if (!isUndo || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    if (event.shiftKey) redo();
    else undo();
  };
  root?.addEventListener('keydown', onKeyDown);
  return () => root?.removeEventListener('keydown', onKeyDown);
}
