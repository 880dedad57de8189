/** How often users run each task: per class, and among all users. */
import { useState } from 'preact/hooks';
import { isActive, run } from '../feed/run-state.js';
import { useReply } from '../feed/use-reply.js';
import type { RatioTree } from '../page-arguments.js';
import { RatioList } from './ratio-tree.js';

/** The reply of `GET /tasks`. */
export interface Ratios {
  readonly per_class: RatioTree;
  readonly total: RatioTree;
}

/** Asks the server, every five seconds while users run. */
export function Ratio() {
  const [ratios, setRatios] = useState<Ratios | null>(null);
  const moment = isActive.value ? Math.floor((run.value.snapshot?.at ?? 0) / 5) : 0;
  useReply('tasks', setRatios, [moment, isActive.value]);
  return ratios === null ? <p class="card quiet-text">Waiting for the server.</p> : <RatioCards ratios={ratios} />;
}

export function RatioCards({ ratios }: { readonly ratios: Ratios }) {
  return (
    <div class="two-columns">
      <section class="card padded">
        <h2>Ratio per class</h2>
        <RatioList tree={ratios.per_class} />
      </section>
      <section class="card padded">
        <h2>Total ratio</h2>
        <RatioList tree={ratios.total} />
      </section>
    </div>
  );
}
