/** What compiles of options, and what does not: checked only by the type checker. */
import { events, feeder, HttpUser, type Options, type RunOptions, run, runSingleUser, task } from 'tsloc';

declare global {
  interface TslocOptions {
    readonly typesTestColour: string;
  }
}

class Visitor extends HttpUser {
  @task
  async look() {
    const { numUsers, spawnRate, runTime, headless, loglevel, tags, locustfile, host, userClasses, typesTestColour } =
      this.environment.parsedOptions;
    const known: {
      numUsers: number;
      spawnRate: number;
      runTime: number | null;
      headless: boolean;
      loglevel: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';
      tags: readonly string[];
      locustfile: string;
      host: string | null;
      userClasses: readonly string[];
      typesTestColour: string;
    } = {
      ...{ numUsers, spawnRate, runTime, headless, loglevel, tags, locustfile, host, userClasses, typesTestColour },
    };
    // @ts-expect-error no such option
    this.environment.parsedOptions.users;
    // @ts-expect-error Python's spelling
    this.environment.parsedOptions.num_users;
    // @ts-expect-error options are not written to
    this.environment.parsedOptions.host = 'http://127.0.0.1';
    this.environment.parsedOptions.numUsers.toFixed();
    // @ts-expect-error it may be null
    this.environment.parsedOptions.runTime.toFixed();
    await this.client.get('/', { name: 'home', catchResponse: true });
    // @ts-expect-error Python's spelling
    await this.client.get('/', { catch_response: true });
    return known;
  }
}

export const everything: RunOptions = {
  userClasses: [Visitor],
  users: 1,
  spawnRate: 1,
  runTimeSeconds: 1,
  stopTimeoutSeconds: 1,
  iterations: 1,
  iterationsPerUser: 1,
  host: 'http://127.0.0.1',
  seed: 'a',
  tags: ['a'],
  excludeTags: ['b'],
  csvPrefix: 'out',
  csvFullHistory: true,
  reporters: [{ name: 'mine', end: ({ stats }) => console.log(stats.total.numRequests) }],
  signal: AbortSignal.timeout(1),
  loglevel: 'ERROR',
  log: (line) => console.log(line.length),
  customOptions: { typesTestColour: 'red' },
};

export async function wrongRuns(): Promise<void> {
  // @ts-expect-error a run needs user classes
  await run({ users: 3 });
  // @ts-expect-error the name is runTimeSeconds
  await run({ userClasses: [Visitor], runTime: 3 });
  // @ts-expect-error a number, not a text
  await run({ userClasses: [Visitor], runTimeSeconds: '3s' });
  // @ts-expect-error no such option of a test's own
  await run({ userClasses: [Visitor], customOptions: { typesTestColor: 'red' } });
  // @ts-expect-error a text, not a number
  await run({ userClasses: [Visitor], customOptions: { typesTestColour: 3 } });
  // @ts-expect-error no such level
  await run({ userClasses: [Visitor], loglevel: 'info' });
  // @ts-expect-error a class, not a user
  await run({ userClasses: [{} as Visitor] });
  const { snapshot, exitCode } = await run(everything);
  const numbers: number[] = [exitCode, snapshot.stats.total.numFailures];
  // @ts-expect-error Python's spelling
  numbers.push(snapshot.stats.total.num_failures);
  await runSingleUser(Visitor, { includeTime: true, host: 'http://127.0.0.1' });
  // @ts-expect-error Python's spelling
  await runSingleUser(Visitor, { include_time: true });
}

events.init.addListener(({ environment: { parsedOptions } }) => {
  Object.assign(parsedOptions, { numUsers: 3 });
  parsedOptions.spawnRate = 2.5;
  parsedOptions.runTime = null;
  // @ts-expect-error it has a value always
  parsedOptions.numUsers = null;
});

events.initCommandLineParser.addListener(({ parser }) => {
  parser.addArgument('--plain');
  parser.addArgument(['-m', '--my-arg'], { type: 'number', default: 3, env: 'MY_ARG', isSecret: true, help: 'Mine' });
  parser.addArgument('--mode', { choices: ['a', 'b'], default: 'a' });
  parser.addArgument('--shards', { choices: [1, 2], default: 1 });
  parser.addArgument('--regions', { choices: ['eu', 'us'], default: ['eu'], isMultiple: true, isRequired: true });
  parser.addArgument('--internal', { includeInWebUi: false });
  // @ts-expect-error Python's type
  parser.addArgument('--wrong', { type: 'int' });
  // @ts-expect-error Python's spelling
  parser.addArgument('--wrong', { is_secret: true });
  // @ts-expect-error a short and a long name, no third one
  parser.addArgument(['-m', '--my-arg', '--mine']);
});

const people = feeder<{ name: string }>('people.csv', { strategy: 'unique', onEnd: 'restart' });
const words = feeder(['a', 'b']);
const cells = feeder('people.csv');

export class Reader extends HttpUser {
  @task
  async read() {
    const { name } = await people.next(this);
    const word: string = await words.next(this);
    const { anything } = await cells.next(this);
    const texts: (string | undefined)[] = [name, word, anything];
    // @ts-expect-error no such column
    (await people.next(this)).surname;
    // @ts-expect-error it needs to know who asks
    await people.next();
    return texts;
  }
}

// @ts-expect-error no such strategy
feeder('people.csv', { strategy: 'sequential' });
// @ts-expect-error no such end
feeder('people.csv', { onEnd: 'again' });

// @ts-expect-error the class's option, not tsloc's
export const misspelt: Partial<Options> = { typesTestColor: 'red' };
