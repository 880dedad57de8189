import { expect, it } from 'vitest';
import { resultsSchema } from '../../../src/report/json/results-schema.js';

it('is the published file, which -u writes', async () => {
  await expect(`${JSON.stringify(resultsSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../../docs/schemas/metrics-1.json',
  );
});
