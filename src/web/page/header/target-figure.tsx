/** How many targets are met; a click leads to them. */
import type { TargetResult } from '../../../core/results/target-result.js';
import { connection } from '../feed/run-state.js';
import { goTo } from '../shell/route.js';
import { Figure } from './figure.js';

export function TargetFigure({ targets }: { readonly targets: readonly TargetResult[] }) {
  if (targets.length === 0) return null;
  const { met, note, isBad } = targetSummary(targets);
  const isLive = connection.value !== 'frozen';
  return (
    <Figure
      label="Targets met"
      value={`${met} of ${targets.length}`}
      note={note}
      color="--accent"
      trend={[]}
      isBad={isBad}
      {...(isLive ? { onOpen: () => goTo({ tab: 'targets' }) } : {})}
    />
  );
}

/** The counts, and a note about targets that are not met. */
export function targetSummary(targets: readonly TargetResult[]): { met: number; note: string; isBad: boolean } {
  const count = (state: TargetResult['state']) => targets.filter((target) => target.state === state).length;
  const [met, missed, pending] = [count('met'), count('missed'), count('pending')];
  const failing = targets.filter(({ state, level }) => state === 'missed' && level === 'threshold').length;
  const parts = [
    ...(failing > 0 ? [`${failing} failed`] : []),
    ...(missed > failing ? [`${missed - failing} warned`] : []),
    ...(pending > 0 ? [`${pending} pending`] : []),
  ];
  return { met, note: parts.length === 0 ? 'all met' : parts.join(', '), isBad: failing > 0 };
}
