/** `npm run fuzz -- [--runs 1000000] [--seed 1]`: compares our parser with Node's until they disagree. */
import { parseArgs } from 'node:util';
import { compareParsers } from './compare.js';
import { fuzzCodec } from './links/fuzz-codec.js';
import { fuzzConnections } from './links/fuzz-connections.js';
import { fuzzMaster } from './links/fuzz-master.js';
import { fuzzNodes } from './links/fuzz-nodes.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    links: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
const [runs, links, seed] = [Number(values.runs), Number(values.links), Number(values.seed)];
if (!(runs >= 0 && links >= 0 && Number.isInteger(seed))) {
  console.error(`Expected --runs, --links and --seed to be numbers, got ${JSON.stringify(values)}.`);
  process.exit(2);
}
const batch = 50_000;

for (let done = 0; done < runs; done += batch) {
  const started = performance.now();
  const tally = compareParsers(seed + done / batch, Math.min(batch, runs - done));
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`seed ${seed + done / batch}, ${seconds} s: ${JSON.stringify(tally)}`);
}

if (links > 0) {
  console.log(`codec, ${links} messages: ${JSON.stringify(fuzzCodec(seed, links))}`);
  console.log(`connections, ${links}: ${JSON.stringify(fuzzConnections(seed, links))}`);
  console.log(`contents, ${links}: ${JSON.stringify(await fuzzNodes(seed, links))}`);
  console.log(`unknown peers at a master, ${links}: ${JSON.stringify(await fuzzMaster(seed, links))}`);
}
