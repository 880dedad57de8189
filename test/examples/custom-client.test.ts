import { describe, expect, it } from 'vitest';
import { EchoUser } from '../../examples/custom-client.js';
import { run } from '../../src/run/run-in-script.js';
import { demoRun } from '../helpers/processes/demo-run.js';
import { serveRaw } from '../helpers/servers/server.js';

/** The example at a port of the test, without its waits. */
function echoUserAt(url: string): typeof EchoUser {
  return class Local extends EchoUser {
    static override waitTime = () => 0.01;
    static override port = Number(new URL(url).port);
  };
}

describe('examples/custom-client.ts', () => {
  it('measures connections and lines as requests, and closes connections at the end', async () => {
    const server = await serveRaw((socket) => socket.pipe(socket));
    const { verdict, reported, samples } = await demoRun(echoUserAt(server.url), 40, { users: 3 });
    expect(verdict.exitCode).toBe(0);
    expect(Object.keys(reported).sort()).toEqual(['TCP connect', 'TCP echo']);
    expect([reported['TCP connect'], server.accepted]).toEqual([3, 3]);
    const echoes = samples.filter(({ name }) => name === 'echo');
    expect(echoes.length).toBeGreaterThanOrEqual(37);
    expect(new Set(echoes.map(({ responseLength }) => responseLength))).toEqual(new Set(['hello\n'.length]));
    await server.idle();
  });

  it('reports a wrong answer as a failed request, and continues', async () => {
    const server = await serveRaw((socket) => socket.on('data', () => socket.write('HELLO\n')));
    const { verdict } = await demoRun(echoUserAt(server.url), 11, { users: 1 });
    expect(verdict.exitCode).toBe(1);
    expect(verdict.snapshot.stats.failures).toMatchObject([
      { method: 'TCP', name: 'echo', error: "Error(\"Expected 'hello\\n' back, got 'HELLO\\n'.\")", occurrences: 10 },
    ]);
  });

  it('closes the connection to a silent server when the run ends', async () => {
    const over = new AbortController();
    const server = await serveRaw((socket) => socket.once('data', () => over.abort()));
    const log: string[] = [];
    const { snapshot, exitCode } = await run({
      ...{ userClasses: [echoUserAt(server.url)], host: server.url, runTimeSeconds: 3, signal: over.signal },
      log: (line) => void log.push(line),
    });
    expect([exitCode, log]).toEqual([0, []]);
    expect(snapshot.stats.entries).toMatchObject([{ name: 'connect', numRequests: 1 }]);
    await server.idle();
  });
});
