/** `npm run fuzz -- [--runs 1000000] [--seed 1]`: compares our parser with Node's until they disagree. */
import { parseArgs } from 'node:util';
import { compareParsers } from './compare.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const [runs, seed] = [Number(values.runs), Number(values.seed)];
if (!(runs >= 1 && Number.isInteger(seed))) {
  console.error(`Expected --runs and --seed to be numbers, got ${values.runs} and ${values.seed}.`);
  process.exit(2);
}
const batch = 50_000;

for (let done = 0; done < runs; done += batch) {
  const started = performance.now();
  const tally = compareParsers(seed + done / batch, Math.min(batch, runs - done));
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`seed ${seed + done / batch}, ${seconds} s: ${JSON.stringify(tally)}`);
}
