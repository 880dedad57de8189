import { describe, expect, it, onTestFinished } from 'vitest';
import { Reader } from '../../examples/nested.js';
import { constant } from '../../src/user/wait.js';
import { demoRun } from '../helpers/processes/demo-run.js';

class Hurried extends Reader {
  static override waitTime = constant(0);
}

describe('examples/nested.ts', () => {
  it('enters the nested set and returns from it', async () => {
    const { Thread } = Reader.Forum;
    const { waitTime } = Thread;
    onTestFinished(() => void Object.assign(Thread, { waitTime }));
    Object.assign(Thread, { waitTime: constant(0) });
    const { samples, reported, served, verdict } = await demoRun(Hurried, 2_000, { users: 1 });
    expect(verdict.exitCode).toBe(0);
    expect(served).toEqual({ 'GET /health': samples.length });
    const { 'GET index': index = 0, 'GET forum': forum = 0, 'GET thread': thread = 0 } = reported;
    expect(index + forum + thread).toBe(samples.length);
    // A visit of the forum has 20 pages of threads and one of the forum itself; there are three visits for an index.
    expect(index).toBeGreaterThan(5);
    expect(forum).toBeGreaterThan(index);
    expect(thread / forum).toBeGreaterThan(10);
    expect(thread / forum).toBeLessThan(40);
  });

  it('uses the wait of the thread there, and that of the user elsewhere', () => {
    const waits = [Reader, Reader.Forum, Reader.Forum.Thread].map(({ waitTime }) => waitTime?.(null as never));
    expect(waits).toEqual([0.1, undefined, 0.05]);
  });
});
