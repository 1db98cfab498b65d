/**
 * What every figure has around its drawing: a title, one line that says what to do, link and menu, controls, and a
 * status in whole sentences that screen readers are told of politely. If the drawing fails, this figure alone says so.
 */
import { Component, type ComponentChildren, type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CodeDialog, type ShownCode } from './CodeDialog.tsx';
import { copyText } from './clipboard.ts';
import { Icon } from './icons.tsx';
import { Menu, type MenuItem } from './Menu.tsx';
import type { SharedTexts } from './texts.ts';
import { Words } from './Words.tsx';

interface FrameProps {
  /** Unique on the page; the name in links. */
  readonly id: string;
  readonly title: string;
  readonly instruction: string;
  readonly texts: SharedTexts;
  /** The hash of the present state, without `#`; empty at the default. */
  readonly link: () => string;
  /** Beside the commands every figure has: copy the link, show the code, reset. */
  readonly menu: readonly MenuItem[];
  /** What computes the figure. */
  readonly code: ShownCode;
  readonly onReset: () => void;
  /** True once the figure answers to the reader. */
  readonly isReady: boolean;
  readonly controls?: ComponentChildren;
  /** What reads signals is handed in as a function: then only the status is rendered again when they change. */
  readonly status: string | (() => string);
  /** While a figure plays or is dragged, a reader is not told of every state. */
  readonly isBusy?: boolean | (() => boolean);
  /** What must be known first: that the figure does not show what a link asked for. Empty for nothing. */
  readonly notice?: string;
  /** Names the kind of figure for CSS. */
  readonly kind: string;
  /** Of the title among the page's headings; 3 in a chapter. */
  readonly level?: 2 | 3;
  readonly children: ComponentChildren;
}

export function Frame(props: FrameProps): JSX.Element {
  const { id, title, instruction, texts, isReady, kind, level = 3 } = props;
  const Heading: 'h2' | 'h3' = `h${level}`;
  return (
    <section
      class={`figure ${kind}`}
      data-figure={id}
      data-ready={isReady ? '' : undefined}
      aria-labelledby={`${id}-title`}
    >
      <div class="figure-head">
        <div>
          <Heading class="figure-title" id={`${id}-title`}>
            <Words>{title}</Words>
          </Heading>
          <p class="figure-instruction">
            <Words>{instruction}</Words>
          </p>
        </div>
        <Tools {...props} />
      </div>
      <Notice text={props.notice ?? ''} />
      <Boundary texts={texts}>
        <div class="figure-drawing">{props.children}</div>
        {props.controls}
        <Status status={props.status} isBusy={props.isBusy} />
      </Boundary>
    </section>
  );
}

function Status({
  status,
  isBusy = false,
}: Pick<FrameProps, 'status'> & { isBusy: FrameProps['isBusy'] }): JSX.Element {
  const isSilent = typeof isBusy === 'function' ? isBusy() : isBusy;
  return (
    <p class="figure-status" aria-live={isSilent ? 'off' : 'polite'}>
      <Words>{typeof status === 'function' ? status() : status}</Words>
    </p>
  );
}

/** Once there was something to say, its place is kept: the drawing does not move under the reader's finger. */
function Notice({ text }: { readonly text: string }): JSX.Element {
  const [said, setSaid] = useState(text);
  if (text !== '' && text !== said) setSaid(text);
  return (
    <div class="figure-notice" role="status">
      {said && (
        <p data-over={text === '' ? '' : undefined}>
          <Words>{said}</Words>
        </p>
      )}
    </div>
  );
}

function Tools({ texts, link, menu, code, onReset }: FrameProps): JSX.Element {
  const [said, setSaid] = useState('');
  const [isCodeShown, setCodeShown] = useState(false);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const copyLink = async () => {
    const hash = link();
    const address = `${location.origin}${location.pathname}${location.search}${hash && `#${hash}`}`;
    setSaid((await copyText(address)) ? texts.linkCopied : texts.linkNotCopied);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setSaid(''), 4000);
  };

  const items = [
    { label: texts.copyLink, run: copyLink },
    ...menu,
    { label: texts.code, run: () => setCodeShown(true) },
    { label: texts.reset, run: onReset },
  ];
  return (
    <div class="figure-tools">
      <span class="figure-said" role="status">
        {said ? <Words>{said}</Words> : null}
      </span>
      <button type="button" class="icon-button" aria-label={texts.copyLink} title={texts.copyLink} onClick={copyLink}>
        <Icon name="link" />
      </button>
      <Menu label={texts.menu} items={items} />
      {isCodeShown && <CodeDialog code={code} texts={texts} onClose={() => setCodeShown(false)} />}
    </div>
  );
}

interface BoundaryProps {
  readonly texts: SharedTexts;
  readonly children: ComponentChildren;
}

/** Catches what the drawing throws and offers to draw it again; the text around the figure stays as it is. */
class Boundary extends Component<BoundaryProps, { reason: string | null }> {
  override state = { reason: null };

  static override getDerivedStateFromError(error: unknown): { reason: string } {
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  override render({ texts, children }: BoundaryProps): ComponentChildren {
    if (this.state.reason === null) return children;
    const again = { label: texts.again, run: () => this.setState({ reason: null }) };
    return (
      <Stopped texts={texts} action={again}>
        <p class="figure-reason" lang="en">
          {this.state.reason}
        </p>
      </Stopped>
    );
  }
}

interface StoppedProps {
  readonly texts: SharedTexts;
  readonly action: { readonly label: string; readonly run: () => void };
  /** What went wrong. */
  readonly children: ComponentChildren;
}

/** In the place of a drawing that cannot be: that it stopped, why, and the one thing to do about it. */
export function Stopped({ texts, action, children }: StoppedProps): JSX.Element {
  return (
    <div class="figure-stopped" role="alert">
      <p>
        <b>{texts.stopped}</b> {texts.stoppedText}
      </p>
      {children}
      <button type="button" class="button" onClick={action.run}>
        {action.label}
      </button>
    </div>
  );
}
