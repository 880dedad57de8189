import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Chatter } from '../../examples/first-token.js';
import { demoRun } from '../helpers/processes/demo-run.js';
import { serveAndSee, type TestServer } from '../helpers/servers/server.js';

class Hurried extends Chatter {
  static override waitTime = () => 0.01;
}

/** Waits 50 ms, then sends `words` 20 ms apart. */
function chat(words: readonly string[]): Promise<TestServer> {
  return serveAndSee(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    await sleep(50);
    for (const word of words) {
      response.write(`data: ${word}\n\n`);
      await sleep(20);
    }
    response.end();
  });
}

describe('examples/first-token.ts', () => {
  it('measures the first token, the time between tokens, and the whole response', async () => {
    const { url } = await chat(['{"token":"Because"}', '{"token":" of"}', '{"token":" light"}', '[DONE]']);
    const { samples, verdict } = await demoRun(Hurried, 12, { host: url, users: 1 });
    expect(verdict.exitCode).toBe(0);
    expect(samples.slice(0, 4).map(({ requestType, name }) => `${requestType} ${name}`)).toEqual([
      ...['SSE first token', 'SSE next token', 'SSE next token', 'POST /chat'],
    ]);
    const [first, second, third, whole] = samples.map(({ responseTime }) => responseTime ?? 0) as number[];
    expect(first).toBeGreaterThan(45);
    expect(whole).toBeGreaterThan((first ?? 0) + (second ?? 0) + (third ?? 0));
    expect(samples[3]?.responseLength).toBe(90);
  });

  it('reports an incomplete answer as a failure', async () => {
    const { url } = await chat(['{"token":"Because"}']);
    const { verdict } = await demoRun(Hurried, 2, { host: url, users: 1 });
    expect(verdict.exitCode).toBe(1);
    expect(verdict.snapshot.stats.failures).toMatchObject([
      { error: "CatchResponseError('the answer is incomplete')" },
    ]);
  });
});
