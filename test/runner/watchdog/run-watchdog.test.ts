import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../helpers/files/source-files.js';
import { Command, folderWith, requestsIn } from '../../helpers/processes/cli.js';

/** A script that runs one user with `run()`; `stuck` blocks the event loop, without using a core, until it is released. */
const script = (options: string, body = '', more = '') => `
  import { Events, LoadShape, run, User } from '${join(root, 'dist/index.js')}';
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const release = () => Atomics.store(cell, 0, 1);
  function stuck() { while (Atomics.load(cell, 0) === 0) Atomics.wait(cell, 0, 0, 20); }
  const rest = { responseLength: 1, startTime: 0, url: '', context: {}, response: null, exception: null };
  const events = new Events();
  ${more}
  class Shop extends User {
    static tasks = [async () => {
      events.request.fire({ requestType: 'GET', name: '/a', responseTime: 5, ...rest });
      ${body}
      await new Promise((resolve) => setTimeout(resolve, 50));
    }];
  }
  const { exitCode } = await run({ userClasses: [Shop], events, ${options} });
  console.log('exit code', exitCode);
`;

const end = 'onBlocked: ({ isOverdue, completeReports }) => { if (isOverdue) { completeReports(); process.exit(2); } }';

function start(text: string) {
  const cwd = folderWith({ 'main.mjs': text });
  return { command: new Command(['main.mjs'], { cwd }), prefix: join(cwd, 'out') };
}

const place = /blocked for 5 s\. Blocked at:\n(?: +at Atomics\.\w+ .*\n)? +at stuck \(.*main\.mjs:\d+:\d+\)/;
const overdue = 'The run time is over and the event loop is still blocked: the run cannot end.';

describe.concurrent('run() with a blocked event loop', () => {
  it('says on stderr what blocks it and that the run cannot end, also if the log is discarded; then waits', async () => {
    const { command, prefix } = start(script("runTimeSeconds: 1, csvPrefix: 'out', log: () => {}", 'stuck();'));
    await command.printed(/the run cannot end\. .*\n/);
    expect(command.stderr).toMatch(place);
    expect(command.stderr).toContain(overdue);
    expect(requestsIn(prefix)).toBe(1);
    expect(command.child.exitCode).toBe(null);
    command.kill('SIGINT');
    await command.ended;
    expect(command.child.signalCode).toBe('SIGINT');
  });

  it('lets onBlocked complete the reports and end the process', async () => {
    const { command, prefix } = start(script(`runTimeSeconds: 1, csvPrefix: 'out', ${end}`, 'stuck();'));
    const { stderr, stdout, exitCode } = await command.ended;
    expect(stderr).toMatch(place);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(requestsIn(prefix)).toBe(1);
  });

  it.each([
    ['testStart', '', 'events.testStart.addListener(() => stuck());'],
    ['tick()', 'shape: new Shape(), ', 'class Shape extends LoadShape { tick() { stuck(); return [1, 1]; } }'],
  ])('locates a loop in %s', async (_name, options, more) => {
    const onBlocked = 'onBlocked: ({ frames }) => { console.log(frames); process.exit(2); }';
    const { command } = start(script(`${options}${onBlocked}`, '', more));
    const { stderr, stdout, exitCode } = await command.ended;
    expect(stderr).toMatch(place);
    expect(stdout).toMatch(/at stuck \(.*main\.mjs:\d+:\d+\)/);
    expect(exitCode).toBe(2);
  });

  it('tells the log afterwards, and the run continues', async () => {
    const onBlocked = 'onBlocked: ({ seconds }) => { release(); if (seconds < 5) throw new Error("early"); }';
    const { command } = start(script(`runTimeSeconds: 20, iterations: 2, log: console.log, ${onBlocked}`, 'stuck();'));
    const { stderr, stdout } = await command.ended;
    expect(stderr).toMatch(place);
    expect(stderr).not.toContain('early');
    expect(stdout).toMatch(/The event loop was blocked for \d+ s; .*\n(?: .*\n)* +at stuck/);
    expect(stdout).toContain('exit code 0\n');
  });

  it('reports an error that onBlocked throws', async () => {
    const { command } = start(
      script("iterations: 1, onBlocked: () => { release(); throw new Error('mine'); }", 'stuck();'),
    );
    const { stderr } = await command.ended;
    expect(stderr).toMatch(/ERROR\/locust\.runners: Error: mine\n +at onBlocked/);
  });

  it('says nothing with `watchdog: false`', async () => {
    const block = 'Atomics.wait(cell, 0, 0, 8_000);';
    const { command } = start(script('iterations: 1, watchdog: false, onBlocked: () => console.log(1)', block));
    const { stderr, stdout } = await command.ended;
    expect(stderr).not.toContain('blocked for 5 s');
    expect(stdout).toBe('exit code 0\n');
  });
});
