/** Chooses the percentiles of a chart. */
import { percentileName } from '../text/numbers.js';
import { percentileShade } from './plans.js';

export interface PercentilePickerProps {
  readonly fractions: readonly number[];
  readonly chosen: readonly number[];
  readonly onChange: (chosen: readonly number[]) => void;
}

export function PercentilePicker({ fractions, chosen, onChange }: PercentilePickerProps) {
  const toggle = (fraction: number) =>
    onChange(chosen.includes(fraction) ? chosen.filter((one) => one !== fraction) : [...chosen, fraction]);
  return (
    <fieldset class="chips">
      <legend>Percentiles</legend>
      {fractions.map((fraction) => (
        <button
          key={fraction}
          type="button"
          class="chip"
          style={{ '--chip': `var(--percentile-${percentileShade(fraction)})` }}
          aria-pressed={chosen.includes(fraction)}
          onClick={() => toggle(fraction)}
        >
          {percentileName(fraction)}
        </button>
      ))}
    </fieldset>
  );
}
