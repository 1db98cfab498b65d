/** A setting of a sweep to be run: which of its seeds, a link to the same in the laboratory, and its runs made again. */
import type { JSX } from 'preact';
import { LabLink } from './LabLink.tsx';
import { RunHere } from './RunHere.tsx';
import type { RunHereModel } from './run-here.ts';
import { SeedChoice } from './SeedChoice.tsx';
import { labLink, type SweepSetting } from './sweeps.ts';
import type { ErrorTexts, SharedTexts } from './texts.ts';

type Seeds = Parameters<typeof SeedChoice>[0];

interface RunSettingProps extends Pick<Seeds, 'texts' | 'chosen' | 'onChoose'> {
  readonly setting: SweepSetting;
  readonly model: RunHereModel;
  readonly shared: SharedTexts;
  readonly errors: ErrorTexts;
  /** Of the laboratory's page. */
  readonly labPath: string;
  /** The state of the figure as a part of an address. */
  readonly own: string;
}

export function RunSetting(props: RunSettingProps): JSX.Element {
  const { setting, model, texts, shared, errors, labPath, own, chosen, onChoose } = props;
  const seeds = setting.solvedAt.length;
  const link = labLink(setting, 1, seeds);
  return (
    <>
      <div class="here-head">
        <SeedChoice texts={texts} seeds={seeds} chosen={chosen} onChoose={onChoose} />
        {link && (
          <LabLink path={labPath} part={link} own={own}>
            {texts.lab}
          </LabLink>
        )}
      </div>
      <RunHere texts={texts} shared={shared} errors={errors} model={model} />
    </>
  );
}
