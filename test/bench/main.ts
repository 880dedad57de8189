/** `npm run bench`: request rates of tsloc and other tools against one server, true times, and costs. */
import { parseArgs } from 'node:util';
import { measureAccuracy } from './accuracy/accuracy.js';
import { type Comparison, comparisons } from './comparisons.js';
import { type Contender, contenders, isInstalled } from './contenders.js';
import { measureCosts } from './costs.js';
import { measureDistributed } from './distributed.js';
import { describeMachine } from './machine.js';
import { measure } from './measure.js';
import { canPin } from './pinned.js';
import { type BenchServer, startServer } from './server.js';
import { measureSoak } from './soak.js';
import { measureStartup } from './startup.js';
import { formatGoal, formatRates, median, type Rate, type RateGoal, type Round, ratios } from './table.js';
import { measureViewers } from './viewers.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    bundled: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    only: { type: 'string' },
    idle: { type: 'string' },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 2 : 7));
const seconds = Number(values.seconds ?? (values.quick ? 1 : 3));
const span = { warmUp: values.quick ? 0.5 : 4, measured: seconds };

const titles = [
  ...comparisons.map(({ title }) => title),
  'accuracy',
  'costs',
  'distributed',
  'startup',
  'viewers',
  'soak',
];
if (!titles.some((title) => title.includes(values.only ?? ''))) {
  console.error(`Expected --only with part of one of these, got '${values.only}':\n${titles.join('\n')}`);
  process.exit(2);
}
if (!(rounds >= 1 && seconds > 0)) {
  console.error(`Expected --rounds and --seconds to be numbers, got ${rounds} and ${seconds}.`);
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
const server = await startServer({ bundled: values.bundled });
const misses: string[] = [];
try {
  console.log(describeMachine(server.name, canPin));
  console.log(
    `\n${rounds} rounds of ${seconds} s after ${span.warmUp} s of warm-up, contenders alternating; requests counted by the server`,
  );
  for (const comparison of comparisons.filter(isSelected)) misses.push(...(await compare(server, comparison)));
  if (values.only === undefined || values.only === 'accuracy')
    misses.push(...(await measureAccuracy({ ...values, seconds })));
  if (values.only === undefined || 'costs'.includes(values.only)) misses.push(...(await measureCosts(server, values)));
  if (values.only === undefined || values.only === 'distributed')
    misses.push(...(await measureDistributed(server, rounds, seconds)));
  if (values.only === undefined || values.only === 'startup')
    misses.push(...(await measureStartup(values.quick ? 5 : 15)));
  // Long ones, on request alone.
  if (values.only === 'viewers')
    misses.push(...(await measureViewers(server, Number(values.rounds ?? 5), Number(values.seconds ?? 60))));
  if (values.only === 'soak') misses.push(...(await measureSoak(Number(values.seconds ?? 600))));
} finally {
  await server.stop();
}
console.log(misses.length === 0 ? '\nAll goals are reached.' : `\nMissed:\n${misses.join('\n')}`);
if (values.check && misses.length > 0) process.exitCode = 1;

function isSelected({ title, isQuick }: Comparison): boolean {
  return values.only === undefined ? isQuick || !values.quick : title.includes(values.only);
}

/** Prints a comparison; returns the missed goals. */
async function compare(server: BenchServer, comparison: Comparison): Promise<string[]> {
  const url = comparison.target === 'https' ? server.tlsUrl : server.url;
  const present = comparison.names.map((name) => contenders[name] as Contender).filter(isInstalled);
  console.log();
  for (const { name, install } of missing(comparison)) console.log(`${name} is not installed: ${install}`);
  if (url === null) {
    console.log(`${comparison.title}: skipped, the bundled server does not support it. Install nginx.`);
    return [];
  }
  const results: Round[] = [];
  for (let i = 1; i <= rounds; i++) results.push(await runRound(server, url, present, comparison, i));
  showProgress('');
  console.log(formatRates(comparison.title, results));
  const goals = goalsOf(comparison, present);
  for (const goal of goals) console.log(formatGoal(results, goal));
  return goals
    .filter(({ subject, of, atLeast }) => median(ratios(results, subject, of)) < atLeast)
    .map((goal) => `${comparison.title}:${formatGoal(results, goal)}`);
}

function missing({ names }: Comparison): Contender[] {
  return names.map((name) => contenders[name] as Contender).filter((one) => !isInstalled(one));
}

/** The goals between contenders that are installed. */
function goalsOf({ goals }: Comparison, present: readonly Contender[]): RateGoal[] {
  return goals
    .map(({ subject, of, atLeast }) => ({ subject: contenders[subject].name, of: contenders[of].name, atLeast }))
    .filter(({ of }) => present.some(({ name }) => name === of));
}

async function runRound(
  server: BenchServer,
  url: string,
  present: readonly Contender[],
  { title, connections }: Comparison,
  number: number,
) {
  const round = new Map<string, Rate>();
  for (const contender of present) {
    showProgress(`${title}: round ${number} of ${rounds}, ${contender.name}`);
    round.set(contender.name, await measure(server, url, contender, connections, span));
  }
  return round;
}

/** On one line of a terminal, replaced by the next. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
