/** `npm run bench`: tsloc, bare undici and autocannon, in turn, against one server; and what an idle user weighs. */
import { parseArgs } from 'node:util';
import { contenders, memoryProbe } from './contenders.js';
import { describeMachine, openFileLimit } from './machine.js';
import { measure } from './measure.js';
import { canPin, startPinned } from './pinned.js';
import { type BenchServer, startServer } from './server.js';
import { formatMemory, formatRates, type MemoryStep, median, type Rate, type Round, ratios } from './table.js';

const floors = { ofDispatch: 0.6, kilobytesPerUser: 25 };

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    bundled: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    connections: { type: 'string', default: '100,1000' },
    idle: { type: 'string', default: '1000,10000' },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 3 : 7));
const seconds = Number(values.seconds ?? (values.quick ? 2 : 5));

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
const server = await startServer({ bundled: values.bundled });
let misses: string[];
try {
  console.log(describeMachine(server.name, canPin));
  misses = [...(await measureRates(server)), ...(await measureMemory(server))];
} finally {
  await server.stop();
}
for (const miss of misses) console.log(`Below the floor: ${miss}`);
if (values.check && misses.length > 0) process.exitCode = 1;

async function measureRates(server: BenchServer): Promise<string[]> {
  console.log(`\n${rounds} rounds of ${seconds} s, the contenders in turn; requests counted by the server`);
  const missed: string[] = [];
  for (const connections of listOf(values.connections)) {
    const results: Round[] = [];
    for (let i = 0; i < rounds; i++) results.push(await runRound(server, connections));
    console.log(`\n${formatRates(connections, results)}`);
    const ratio = median(ratios(results, 'tsloc', 'undici dispatch'));
    if (ratio < floors.ofDispatch) missed.push(`${connections} users reach ${ratio.toFixed(2)} of bare dispatch`);
  }
  return missed;
}

async function runRound(server: BenchServer, connections: number): Promise<Round> {
  const round = new Map<string, Rate>();
  for (const contender of contenders) round.set(contender.name, await measure(server, contender, connections, seconds));
  return round;
}

async function measureMemory(server: BenchServer): Promise<string[]> {
  const limit = openFileLimit() - 200;
  const wanted = listOf(values.idle);
  const counts = [...new Set(wanted.map((count) => Math.min(count, limit)))];
  if (counts.some((count) => !wanted.includes(count)))
    console.log(`\nOnly ${limit} idle users: the limit of open files (ulimit -n) allows no more.`);
  const probe = startPinned('client', memoryProbe(server.url, counts));
  try {
    const steps = JSON.parse(await probe.output) as MemoryStep[];
    console.log(`\n${formatMemory(steps)}`);
    return steps
      .filter((step) => step.kilobytesPerUser > floors.kilobytesPerUser)
      .map((step) => `${step.users} idle users take ${step.kilobytesPerUser.toFixed(1)} KB each`);
  } finally {
    await probe.end();
  }
}

function listOf(text: string): number[] {
  return text.split(',').map(Number);
}
