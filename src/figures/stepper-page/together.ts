/** Two steppers that read the same and go from step to step together; each keeps what is changed about its network. */
import { effect, untracked } from '@preact/signals';
import type { Stepper } from '../cell-stepper/model.ts';
import type { StepperState } from '../cell-stepper/state.ts';

/** What the two have in common. */
const shared = [
  'letters',
  'inputs',
  'step',
  'way',
  'lossStep',
  'alsoAsked',
] as const satisfies readonly (keyof StepperState)[];

/** From now on, and at once: the second takes over from the first. Returns the way back. */
export function goTogether(one: Stepper, two: Stepper): () => void {
  const follow = (leader: Stepper, follower: Stepper) =>
    effect(() => {
      const { now } = leader.state;
      const wanted = Object.fromEntries(shared.map((name) => [name, now.value[name]])) as Pick<
        StepperState,
        (typeof shared)[number]
      >;
      untracked(() => {
        const old = follower.state.now.value;
        if (shared.some((name) => !isSame(old[name], wanted[name]))) follower.state.change(wanted, 'together');
      });
    });
  const ways = [follow(one, two), follow(two, one)];
  return () => {
    for (const back of ways) back();
  };
}

/** Lists are the same with the same entries. */
function isSame(one: unknown, two: unknown): boolean {
  return one === two || JSON.stringify(one) === JSON.stringify(two);
}
