/** The code that computes what a figure shows: the very file the page runs, fetched when it is asked for. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { copyText } from './clipboard.ts';
import { Dialog } from './Dialog.tsx';
import type { SharedTexts } from './texts.ts';

/** A file of the project, and where its text is served. */
export interface ShownCode {
  readonly file: string;
  readonly address: string;
}

interface CodeDialogProps {
  readonly code: ShownCode;
  readonly texts: SharedTexts;
  readonly onClose: () => void;
}

type Loaded = { readonly text: string } | 'loading' | 'failed';

export function CodeDialog({ code, texts, onClose }: CodeDialogProps): JSX.Element {
  const [loaded, setLoaded] = useState<Loaded>('loading');
  const [isCopied, setCopied] = useState(false);
  const load = () => {
    setLoaded('loading');
    fetchText(code.address).then(
      (text) => setLoaded({ text }),
      () => setLoaded('failed'),
    );
  };
  useEffect(load, [code.address]);

  return (
    <Dialog title={code.file} closeLabel={texts.close} onClose={onClose}>
      {loaded === 'loading' && <p role="status">{texts.codeLoading}</p>}
      {loaded === 'failed' && (
        <p role="alert">
          {texts.codeFailed}{' '}
          <button type="button" class="button" onClick={load}>
            {texts.loadAgain}
          </button>
        </p>
      )}
      {typeof loaded === 'object' && (
        <>
          <p class="figure-code-lead">
            {texts.codeLead}
            <button type="button" class="button" onClick={async () => setCopied(await copyText(loaded.text))}>
              {isCopied ? texts.codeCopied : texts.codeCopy}
            </button>
          </p>
          <textarea class="figure-code" aria-label={code.file} readOnly wrap="off" spellcheck={false} translate={false}>
            {loaded.text}
          </textarea>
        </>
      )}
    </Dialog>
  );
}

async function fetchText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}
