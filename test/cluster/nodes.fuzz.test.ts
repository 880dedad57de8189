import { expect, it } from 'vitest';
import { fuzzNodes } from '../fuzz/links/fuzz-nodes.js';

it('a master and its workers survive messages with wrong contents', async () => {
  const { toMaster, toWorkers } = await fuzzNodes(2_026, 3_000);
  expect(toMaster).toBeGreaterThan(500);
  expect(toWorkers).toBeGreaterThan(200);
});
