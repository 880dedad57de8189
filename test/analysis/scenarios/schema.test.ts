import { expect, it } from 'vitest';
import { scenarioFileSchema } from '../../../src/analysis/scenarios/schema.js';
import { matchesSchema } from '../../helpers/files/json-schema.js';

it('is the published file, which -u writes', async () => {
  await expect(`${JSON.stringify(scenarioFileSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../../docs/schemas/scenarios-1.json',
  );
});

it.each([
  [{ scenarios: { a: { extends: 'load', users: 3, run_time: '5m', stages: [{ users: 1, duration: 2 }] } } }, true],
  [{ version: 1, scenarios: { a: {} } }, true],
  [{ version: 2, scenarios: { a: {} } }, false],
  [{ scenarios: {} }, false],
  [{ scenarios: { a: { user: 3 } } }, false],
  [{ scenarios: { a: { users: '3' } } }, false],
])('accepts %j: %s', (file, isValid) => expect(matchesSchema(file, scenarioFileSchema())).toBe(isValid));
