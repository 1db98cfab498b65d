/** A sheet over the page, for tables and lists of keys: the browser's own dialog, closed by Escape or its button. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icons.tsx';

interface DialogProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, closeLabel, onClose, children }: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} class="figure-dialog" aria-labelledby={titleId} onClose={onClose}>
      <div class="figure-dialog-head">
        <h3 id={titleId}>{title}</h3>
        <button type="button" class="icon-button" aria-label={closeLabel} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </div>
      <div class="figure-dialog-body">{children}</div>
    </dialog>
  );
}
