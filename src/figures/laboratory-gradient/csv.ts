/** Every share on screen as comma-separated values: a line for each network and number of steps before the end. */
import type { Row } from './types.ts';

export function gradientCsv(rows: readonly Row[]): string {
  const lines = rows.flatMap(({ name, untrained, faded }) =>
    [...(faded?.shares ?? [])].map((share, back) =>
      [name, untrained.gateBias ?? '', untrained.radius ?? '', back, share].join(','),
    ),
  );
  return `${['network,gate_bias,radius,steps_back,share', ...lines].join('\r\n')}\r\n`;
}
