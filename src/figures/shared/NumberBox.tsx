/** A small box for a whole number. What cannot be used stays as typed, with a sentence that says what can. */
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';

interface NumberBoxProps {
  readonly label: string;
  readonly value: number;
  /** The number typed, or null when it is not one that can be used. */
  readonly read: (text: string) => number | null;
  readonly problem: string;
  readonly onChoose: (value: number) => void;
  /** Characters that are seen at once. */
  readonly size: number;
  readonly kind: string;
  /** The keys of a phone; digits alone when absent. */
  readonly keys?: 'numeric' | 'decimal' | 'text';
}

export function NumberBox(props: NumberBoxProps): JSX.Element {
  const { label, value, read, problem, onChoose, size, kind, keys = 'numeric' } = props;
  const [draft, setDraft] = useState<{ readonly text: string; readonly of: number } | null>(null);
  const id = useId();
  // A draft belongs to the value it was typed over: a new value from elsewhere puts it aside.
  const text = draft && draft.of === value ? draft.text : String(value);
  const isWrong = read(text) === null;

  const choose = () => {
    const chosen = read(text);
    if (chosen === null) return;
    setDraft(null);
    if (chosen !== value) onChoose(chosen);
  };
  return (
    <span class={`number-box ${kind}`}>
      <label>
        <span>{label}</span>
        <input
          type="text"
          inputMode={keys}
          autocomplete="off"
          spellcheck={false}
          size={size}
          value={text}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? id : undefined}
          onInput={({ currentTarget }) => setDraft({ text: currentTarget.value, of: value })}
          onBlur={choose}
          onKeyDown={({ key }) => {
            if (key === 'Enter') choose();
            else if (key === 'Escape') setDraft(null);
          }}
        />
      </label>
      {isWrong && (
        <span class="number-problem" id={id} role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}
