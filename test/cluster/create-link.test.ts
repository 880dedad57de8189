import { describe, expect, it, onTestFinished } from 'vitest';
import { createMasterLink, createWorkerLink, defaultMasterPort } from '../../src/cluster/create-link.js';
import { eventually } from '../helpers/eventually.js';

describe('createMasterLink and createWorkerLink', () => {
  it("use Locust's port unless told otherwise", () => {
    expect(defaultMasterPort).toBe(5557);
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
