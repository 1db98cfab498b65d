/** One of a few, from the browser's own list: for choices too many or too long to stand beside each other. */
import type { JSX } from 'preact';

interface SelectBoxProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => void;
  readonly kind: string;
}

export function SelectBox<T extends string>(props: SelectBoxProps<T>): JSX.Element {
  const { label, value, options, onChoose, kind } = props;
  return (
    <label class={`select-box ${kind}`}>
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value as T)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
