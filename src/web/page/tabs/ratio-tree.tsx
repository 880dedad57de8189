/** A tree of tasks with their shares, as bars. */
import type { RatioTree } from '../page-arguments.js';
import { percentText } from '../text/numbers.js';

export function RatioList({ tree }: { readonly tree: RatioTree }) {
  return (
    <ul class="ratio-list">
      {Object.entries(tree).map(([name, { ratio, tasks }]) => (
        <li key={name}>
          <div class="ratio-row">
            <span class="ratio-name">{name}</span>
            <span class="ratio-bar" aria-hidden="true">
              <span style={{ width: `${Math.min(100, ratio * 100)}%` }} />
            </span>
            <span class="ratio-share">{percentText(ratio)}</span>
          </div>
          {tasks !== undefined && Object.keys(tasks).length > 0 && <RatioList tree={tasks} />}
        </li>
      ))}
    </ul>
  );
}
