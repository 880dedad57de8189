import { describe, expect, it, onTestFinished } from 'vitest';
import { createMasterLink, createWorkerLink, defaultMasterPort } from '../../../src/cluster/link/create-link.js';
import { eventually } from '../../helpers/eventually.js';
import { read } from '../../helpers/files/source-files.js';

describe('createMasterLink and createWorkerLink', () => {
  it("use Locust's port unless told otherwise", () => {
    expect(defaultMasterPort).toBe(5557);
  });

  it.each(['127.0.0.1', '::1', '[::1]'])('meet at the address %s', async (host) => {
    const master = await createMasterLink({ host, port: 0 });
    await master.start();
    onTestFinished(() => master.close());
    const worker = await createWorkerLink({ host, port: master.port });
    const connected = new Promise<void>((resolve) => {
      worker.onConnected = resolve;
    });
    await worker.start();
    onTestFinished(() => worker.close());
    await connected;
  });

  it('load sockets and cryptography when they are called, not before', () => {
    const code = read('src/cluster/link/create-link.ts');
    expect(code).not.toMatch(/^import (?!type ).*zmtp/m);
    expect(code).toMatch(/await import\('\.\.\/zmtp\/curve\//);
  });

  it('do not take an empty token for none', async () => {
    const master = await createMasterLink({ port: 0, token: '' });
    const reasons: string[] = [];
    master.onRejected = (_identity, reason) => void reasons.push(reason);
    await master.start();
    onTestFinished(() => master.close());
    const worker = await createWorkerLink({ port: master.port });
    await worker.start();
    onTestFinished(() => worker.close());
    await eventually(() => expect(reasons.join()).toContain('Expected a node with --master-token'));
  });

  it('listen on all addresses, of IPv4 and IPv6', async () => {
    const master = await createMasterLink({ port: 0 });
    const connected: string[] = [];
    master.onConnected = (identity) => void connected.push(identity);
    await master.start();
    onTestFinished(() => master.close());
    const worker = await createWorkerLink({ port: master.port });
    await worker.start();
    onTestFinished(() => worker.close());
    await eventually(() => expect(connected).toEqual([worker.identity]));
    expect(worker.identity).toMatch(/^[^_]+_[0-9a-f]{32}$/);
  });
});
