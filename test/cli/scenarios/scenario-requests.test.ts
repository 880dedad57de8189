import { describe, expect, it } from 'vitest';
import { parseTarget } from '../../../src/analysis/targets/parse-target.js';
import { checkTargetScenarios, scenariosOf } from '../../../src/cli/scenarios/scenario-requests.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';

const scenarios = (scenario: string | null) => scenariosOf(makeOptions({ scenario }), temporaryFolder());

describe('scenariosOf', () => {
  it('are none without the option, else those that it names, in order', async () => {
    expect(await scenarios(null)).toEqual([]);
    expect((await scenarios(' stress, smoke,')).map(({ name }) => name)).toEqual(['stress', 'smoke']);
  });

  it('refuses a list of nothing, and unknown names', async () => {
    await expect(scenarios(' , ')).rejects.toThrow("argument --scenario: expected the name of a scenario, got ' , '");
    await expect(scenarios('smoke,sok')).rejects.toMatchObject({
      code: 'UNKNOWN_SCENARIO',
      hint: "Did you mean 'soak'?",
    });
  });
});

describe('checkTargetScenarios', () => {
  const check = (line: string) => checkTargetScenarios([parseTarget(line)], makeOptions({}), temporaryFolder());

  it('refuses a target of a scenario that does not exist', async () => {
    await expect(check('scenario smok p95 < 1s')).rejects.toMatchObject({ code: 'UNKNOWN_SCENARIO', exitCode: 2 });
    await expect(check('scenario smoke p95 < 1s')).resolves.toBeUndefined();
    await expect(check('p95 < 1s')).resolves.toBeUndefined();
  });
});
