/** Which span of time the charts show. */
import { timeText } from '../text/times.js';
import { type Zoom, zoom } from './zoom.js';

const choices: readonly (readonly [label: string, seconds: number | null])[] = [
  ['All', null],
  ['30 min', 1800],
  ['10 min', 600],
  ['5 min', 300],
  ['1 min', 60],
];

export function ZoomBar() {
  const chosen = zoom.value;
  return (
    <fieldset class="zoom-bar">
      <legend class="unseen">Span of time</legend>
      {choices.map(([label, seconds]) => (
        <button
          key={label}
          type="button"
          class="segment"
          aria-pressed={isChosen(chosen, seconds)}
          onClick={() => {
            zoom.value = seconds === null ? null : { seconds };
          }}
        >
          {label}
        </button>
      ))}
      {chosen !== null && 'from' in chosen && (
        <button
          type="button"
          class="segment"
          aria-pressed="true"
          title="Show everything again"
          onClick={() => {
            zoom.value = null;
          }}
        >
          {timeText(chosen.from)} – {timeText(chosen.to)} ✕
        </button>
      )}
    </fieldset>
  );
}

function isChosen(chosen: Zoom, seconds: number | null): boolean {
  if (chosen === null) return seconds === null;
  return 'seconds' in chosen && chosen.seconds === seconds;
}
