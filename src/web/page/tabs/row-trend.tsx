/** The sparkline of a row; the only part of it that changes each second. */
import { run } from '../feed/run-state.js';
import { Sparkline } from '../table/sparkline.js';

export function RowTrend({ id }: { readonly id: string }) {
  return <Sparkline values={run.value.trends.get(id) ?? []} />;
}
