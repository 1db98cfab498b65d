/** Under the curves: the gradient, the gates and one sequence of each network, while it learns and afterwards. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { errorText } from '../../shared/error-text.ts';
import { usePalette } from '../../shared/palette.ts';
import type { ErrorTexts, SharedTexts } from '../../shared/texts.ts';
import { untranslated, Words } from '../../shared/Words.tsx';
import { panelsBeside } from '../Curves.tsx';
import type { LabModel } from '../model.ts';
import type { LabTexts } from '../types.ts';
import { InsidePanel } from './InsidePanel.tsx';
import { InsideTable } from './InsideTable.tsx';
import { insideStatus } from './words.ts';

interface InsideProps {
  readonly texts: LabTexts;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  readonly model: LabModel;
}

export function Inside({ texts, shared, errors, model }: InsideProps): JSX.Element {
  const palette = usePalette();
  const section = useRef<HTMLElement>(null);
  const [isTableOpen, setTableOpen] = useState(false);
  const { inside } = model;
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && inside.show());
    if (section.current) observer.observe(section.current);
    return () => observer.disconnect();
  }, [inside]);
  const cells = inside.cells.value;
  const failure = inside.failure.value;
  const { seed } = model.state.now.value;
  const status = model.fresh.value?.status ?? null;
  return (
    <section class="lab-part lab-inside" aria-labelledby="lab-inside" ref={section}>
      <div class="lab-line">
        <h3 class="lab-name" id="lab-inside">
          {texts.inside}
        </h3>
        <p>{texts['inside.note']}</p>
      </div>
      <p class="inside-status">
        <Words>
          {failure
            ? errorText(errors, failure.code, failure.values)
            : insideStatus(texts, cells, { status, row: model.current.value, seed })}
        </Words>{' '}
        <button type="button" class="inside-open" onClick={failure ? inside.retry : () => setTableOpen(true)}>
          <Words>{failure ? texts['inside.again'] : shared.table}</Words>
        </button>
      </p>
      <div class="lab-panels" style={{ '--panels': panelsBeside(cells.length) }}>
        {cells.map((cell) => (
          <InsidePanel key={cell.cell} texts={texts} cell={cell} palette={palette} />
        ))}
      </div>
      <p class="inside-key" aria-hidden="true">
        <span>{texts['inside.key.gradient']}</span> <b {...untranslated}>≤ 10⁻⁸</b>
        <i />
        <b {...untranslated}>1</b> <span>{texts['inside.key.gates']}</span> <b {...untranslated}>0</b>
        <i data-ramp="gate" />
        <b {...untranslated}>1</b>
        <span>{texts['inside.key.numbers']}</span>
      </p>
      {isTableOpen && <InsideTable texts={texts} shared={shared} cells={cells} onClose={() => setTableOpen(false)} />}
    </section>
  );
}
