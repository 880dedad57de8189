import { expect, it } from 'vitest';
import { fuzzCodec } from '../../fuzz/links/fuzz-codec.js';
import { fuzzConnections } from '../../fuzz/links/fuzz-connections.js';
import { fuzzMaster } from '../../fuzz/links/fuzz-master.js';

it('the codec refuses broken messages, or reads what their own encoding says', () => {
  const { read, refused } = fuzzCodec(2_026, 10_000);
  expect(read).toBeGreaterThan(1_000);
  expect(refused).toBeGreaterThan(1_000);
});

it('both ends of a connection survive broken bytes, and CURVE delivers what was sent', () => {
  const { delivered, refused } = fuzzConnections(2_026, 2_000);
  expect(delivered).toBeGreaterThan(1_000);
  expect(refused).toBeGreaterThan(500);
});

it('a master survives unknown peers, and answers its workers', async () => {
  const before = process.memoryUsage().arrayBuffers;
  const { refused, received } = await fuzzMaster(2_026, 1_000);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  expect(refused).toBeGreaterThan(300);
  expect(received).toBeGreaterThan(100);
});
