/** The keys of a scenario in a file: their names, their kinds, and what they mean. The JSON schema is made from these. */
import { parseTarget } from '../targets/parse-target.js';
import { badScenario } from './located.js';
import { type Field, objectOf } from './object-reader.js';
import type { DaySettings, Hours, ScenarioSettings, SpikeSettings, StageSettings } from './settings.js';
import {
  amount,
  checked,
  clockTime,
  count,
  cronExpression,
  listOf,
  minutes,
  minutesOrZero,
  positive,
  share,
  status,
  text,
  time,
  timeOrZero,
  type ValueKind,
  weights,
} from './value-reader.js';
import { workloadKind } from './workload-kind.js';

const stage = required<StageSettings>(
  objectOf<StageSettings>('a stage', [
    { key: 'users', kind: count, description: 'Users at the end of the ramp.', aliases: { concurrentUsers: count } },
    {
      key: 'rampUp',
      kind: timeOrZero,
      description: 'How long the change takes.',
      aliases: { rampUpMinutes: minutesOrZero },
    },
    {
      key: 'duration',
      kind: time,
      description: 'Duration of the stage, including its ramp.',
      aliases: { durationMinutes: minutes },
    },
  ]),
  ['users', 'duration'],
);

const spikes = objectOf<SpikeSettings>('spikes', [
  { key: 'users', kind: count, description: 'Users during a spike.' },
  { key: 'multiplier', kind: positive, description: 'Users during a spike, as a multiple of users.' },
  { key: 'every', kind: time, description: 'Length of an interval; each ends with a spike.' },
  { key: 'duration', kind: time, description: 'Duration of each spike.' },
]);

const hours: readonly Field[] = [
  { key: 'from', kind: clockTime, description: 'A time of day.' },
  { key: 'to', kind: clockTime, description: 'A time of day.' },
];

const maintenance = checked(
  required<Hours>(objectOf<Hours>('a maintenance window', hours), ['from', 'to']),
  ({ from, to }) => {
    if (from === to) throw new Error('Expected a maintenance window shorter than a day, got equal from and to.');
  },
);

const multiplier: Field = { key: 'multiplier', kind: positive, description: 'Multiplies the load.' };

const day = required<DaySettings>(
  objectOf<DaySettings>('a day', [
    ...hours,
    { key: 'requestsPerMinute', kind: positive, description: 'Tasks started per minute from `from` to `to`.' },
    { key: 'offHoursRequestsPerMinute', kind: amount, description: 'Tasks started per minute at all other times.' },
    {
      key: 'peak',
      kind: required(objectOf('a peak', [...hours, multiplier]), ['from', 'to', 'multiplier']),
      description: 'Hours with a higher load.',
    },
    {
      key: 'maintenance',
      kind: maintenance,
      description: 'Hours without any load.',
    },
    {
      key: 'bursts',
      kind: required(
        objectOf('bursts', [
          multiplier,
          { key: 'duration', kind: time, description: 'Duration of each burst.' },
          { key: 'every', kind: time, description: 'Length of an interval; each has one burst, at a random moment.' },
          { key: 'seed', kind: text, description: 'Seed of the random times of the bursts.' },
        ]),
        ['multiplier', 'duration', 'every'],
      ),
      description: 'Short, random increases.',
    },
  ]),
  ['from', 'to', 'requestsPerMinute', 'offHoursRequestsPerMinute'],
);

const target = checked(text, (line) => {
  const { scenario } = parseTarget(line);
  if (scenario !== null)
    throw new Error(`Expected a target of this scenario without 'scenario ${scenario}', got '${line}'.`);
});

const targets = listOf(target);

const load: readonly Field[] = [
  {
    key: 'users',
    kind: count,
    description: 'Peak number of users; beside spikes, the number of users between them.',
    aliases: { concurrentUsers: count },
  },
  { key: 'spawnRate', kind: positive, description: 'Users started per second.' },
  {
    key: 'rampUp',
    kind: timeOrZero,
    description: 'Time until all users run.',
    aliases: { rampUpTime: timeOrZero, rampUpMinutes: minutesOrZero },
  },
  {
    key: 'runTime',
    kind: time,
    description: 'Duration of the scenario.',
    aliases: { duration: time, durationMinutes: minutes },
  },
  { key: 'stages', kind: listOf(stage), description: 'Stages of the load, one after another.' },
  {
    key: 'spikes',
    kind: spikes,
    description: 'Sudden increases.',
    aliases: {
      spikeMultiplier: { schema: positive.schema, read: (node, name) => ({ multiplier: positive.read(node, name) }) },
    },
  },
  { key: 'day', kind: day, description: 'A load that follows the hours of a day.' },
  {
    key: 'requestsPerMinute',
    kind: positive,
    description: 'Tasks started per minute, instead of users; a task may send several requests.',
  },
  { key: 'pacing', kind: time, description: 'Seconds from the start of a task of a user to that of its next one.' },
];

const rest: readonly Field[] = [
  { key: 'extends', kind: text, description: 'Scenario whose settings apply where this one has none.' },
  { key: 'description', kind: text, description: 'One line for the list of scenarios.' },
  {
    key: 'requestMix',
    kind: weights,
    description: 'Weights of user classes, or of tasks; what is not named does not run.',
  },
  { key: 'userClasses', kind: listOf(text), description: 'The classes to run; all by default.' },
  { key: 'tags', kind: listOf(text), description: 'Run only tasks with any of these tags.' },
  { key: 'excludeTags', kind: listOf(text), description: 'Run no task with any of these tags.' },
  {
    key: 'targets',
    kind: targets,
    description: "Such as 'p95 < 500ms'.",
    aliases: { thresholds: targets },
  },
  { key: 'failureThreshold', kind: share, description: 'Share of requests that may fail.' },
  { key: 'host', kind: text, description: 'Where requests go.' },
  { key: 'stopTimeout', kind: timeOrZero, description: 'How long a stopping user may take to finish its task.' },
  { key: 'expectedStatuses', kind: listOf(status), description: 'Statuses that are no failures.' },
  { key: 'workload', kind: workloadKind, description: 'Values that users read as this.workload.' },
  { key: 'schedule', kind: cronExpression, description: 'A cron expression for tsloc scenarios --cron.' },
];

/** A scenario. */
export const scenarioKind: ValueKind<Partial<ScenarioSettings>> = objectOf<ScenarioSettings>('a scenario', [
  ...load,
  ...rest,
]);

/** An object in which some keys must be given. */
function required<T extends object>(kind: ValueKind<Partial<T>>, keys: readonly string[]): ValueKind<T> {
  return {
    schema: kind.schema, // not its `required`: each key has two spellings
    read(node, name) {
      const value = kind.read(node, name);
      const missing = keys.find((key) => !Object.hasOwn(value, key));
      if (missing === undefined) return value as T;
      throw badScenario(node.place, `Expected ${name} to have ${missing}, got none.`);
    },
  };
}
