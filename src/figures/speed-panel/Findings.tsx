/** What it came to, in sentences: the fastest, who leads from where on, and what is missing and why. */
import type { JSX } from 'preact';
import { Words } from '../shared/Words.tsx';
import type { SpeedModel } from './model.ts';
import type { SpeedTexts } from './types.ts';
import { leadLine, notes, verdict } from './words.ts';

interface FindingsProps {
  readonly texts: SpeedTexts;
  readonly model: SpeedModel;
}

export function Findings({ texts, model }: FindingsProps): JSX.Element {
  const speeds = model.speeds.value;
  const remarks = notes(texts, speeds);
  return (
    <div class="speed-findings">
      {model.panels.value.map(({ kind }) => {
        const leads = speeds.leads.filter((lead) => lead.kind === kind);
        const sentence = verdict(texts, kind, speeds);
        return (
          <div key={kind} class="speed-finding">
            <p class="speed-verdict">
              <Words>{sentence || texts[`about.${kind}`]}</Words>
            </p>
            {leads.length > 0 && (
              <ul>
                {leads.map((lead) => (
                  <li key={lead.path}>
                    <Words>{leadLine(texts, lead)}</Words>
                  </li>
                ))}
              </ul>
            )}
          </div>
        );
      })}
      {remarks.length > 0 && (
        <ul class="speed-notes">
          {remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
