/** The state of the test in a word; a dot that pulses while users run. */
import { stateWord } from '../text/words.js';

export function StatePill({ state }: { readonly state: string }) {
  return (
    <span class={`pill state-${state}`} role="status">
      <span class="dot" aria-hidden="true" />
      {stateWord(state)}
    </span>
  );
}
