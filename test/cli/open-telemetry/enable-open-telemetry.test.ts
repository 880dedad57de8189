import { symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../helpers/files/source-files.js';
import { folderWith, tsloc, userFile } from '../../helpers/processes/cli.js';

/** A collector: the bodies it gets, by path. */
async function collect(): Promise<{ url: string; bodies: Map<string, string>; close: () => void }> {
  const bodies = new Map<string, string>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.set(request.url ?? '', body);
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies, close: () => server.close() };
}

const five = userFile("one('oh'); if (++turns === 5) this.environment.runner?.quit();", 'let turns = 0;');

it('--otel sends spans and metrics with the SDK of the project, and everything before the end', async () => {
  const cwd = folderWith({ 'locustfile.ts': five, 'node_modules/.keep': '' });
  symlinkSync(join(root, 'node_modules/@opentelemetry'), join(cwd, 'node_modules/@opentelemetry'));
  const { url, bodies, close } = await collect();
  const env = { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_EXPORTER_OTLP_ENDPOINT: url };
  const args = ['--otel', '--profile', 'nightly', '--master-token', 'hush', '--csv', ''];
  const { exitCode, stderr } = await tsloc(args, { cwd, env });
  close();
  expect([exitCode, stderr]).toEqual([1, expect.not.stringContaining('tsloc.otel')]);
  const { resourceSpans } = JSON.parse(bodies.get('/v1/traces') ?? '{}');
  expect(resourceSpans[0].scopeSpans[0].spans).toHaveLength(5);
  const texts = Object.fromEntries(
    (resourceSpans[0].resource.attributes as { key: string; value: { stringValue: string } }[]).map((one) => [
      one.key,
      one.value.stringValue,
    ]),
  );
  expect(texts).toMatchObject({ 'service.name': 'locust', profile: 'nightly', 'host.name': expect.any(String) });
  expect(bodies.get('/v1/metrics')).toContain('locust.client.duration');
  expect([...bodies.values()].join()).not.toContain('hush');
});

it('--otel without the packages is an error that names them', async () => {
  const { exitCode, stderr } = await tsloc(['--otel'], { cwd: folderWith({ 'locustfile.ts': five }) });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/@opentelemetry\/sdk-node .* \[OTEL_NOT_INSTALLED\]\nInstall them .*: npm install /);
});
