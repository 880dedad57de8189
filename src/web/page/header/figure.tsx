/** One figure: a name, a large number, a note below, and a sparkline. */
import { Sparkline } from '../table/sparkline.js';

export interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly note: string;
  /** A colour of the style sheet. */
  readonly color: string;
  readonly trend: readonly number[];
  readonly isBad?: boolean;
  /** Makes it a button. */
  readonly onOpen?: () => void;
}

export function Figure({ label, value, unit, note, color, trend, isBad = false, onOpen }: FigureProps) {
  const content = (
    <>
      <span class="figure-label">{label}</span>
      <span class={isBad ? 'figure-value bad-text' : 'figure-value'}>
        {value}
        {unit !== undefined && <span class="figure-unit"> {unit}</span>}
      </span>
      <span class="figure-note">{note}</span>
      {trend.length > 1 && trend.some((value) => value !== 0) && <Sparkline values={trend} width={120} height={36} />}
    </>
  );
  const style = { '--figure': `var(${color})` };
  return onOpen === undefined ? (
    <div class="card figure" style={style}>
      {content}
    </div>
  ) : (
    <button type="button" class="card figure opens" style={style} onClick={onOpen}>
      {content}
    </button>
  );
}
