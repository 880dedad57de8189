/** A rate of a row over the whole test. It changes each second, also where nothing else of the row does. */
import type { EntryRow } from '../../contracts/feed.js';
import { meanRates } from '../feed/mean-rates.js';
import { rateText } from '../text/numbers.js';

export interface MeanRateProps {
  readonly row: EntryRow;
  readonly of: keyof ReturnType<typeof meanRates>;
}

export function MeanRate({ row, of }: MeanRateProps) {
  return <>{rateText(meanRates(row)[of])}</>;
}
