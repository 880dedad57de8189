import { describe, expect, it } from 'vitest';
import { locate } from '../../../src/analysis/scenarios/located.js';
import { workloadKind } from '../../../src/analysis/scenarios/workload-kind.js';
import { matchesSchema } from '../../helpers/files/json-schema.js';

const read = (value: unknown) => workloadKind.read(locate(value, '', 'w'), 'workload');
const sizes = { small: [5, 30], large: [120, 300] };

describe('the workload of a scenario', () => {
  it('has ranges and shares, in either spelling, and whatever else a test reads', () => {
    const shares = { distribution: { small: '60%', large: 0.4 }, quality_requirements: { high: 1 } };
    expect(read({ file_sizes: sizes, ...shares, pages: 3, nested: { list: [1] } })).toEqual({
      ...{ fileSizes: sizes, distribution: { small: 0.6, large: 0.4 }, qualityRequirements: { high: 1 } },
      ...{ pages: 3, nested: { list: [1] } },
    });
    expect(read({})).toEqual({});
  });

  it.each<[unknown, string]>([
    ['heavy', "w: Expected workload to be a map, got 'heavy'."],
    [
      { fileSizes: [5, 30] },
      'fileSizes of w: Expected fileSizes of workload to be a map of sizes such as { small: [5, 30] }',
    ],
    [{ fileSizes: {} }, 'fileSizes of w: Expected fileSizes of workload to be a map of sizes'],
    ...[[30, 5], [5], [1, 2, 3], [-1, 2], ['5', 30], [1, Number.NaN], 5].map((range): [unknown, string] => [
      { file_sizes: { small: range } },
      'file_sizes.small of w: Expected small of file_sizes of workload to be two numbers of 0 or more, the lower first, such as [5, 30], got ',
    ]),
    [
      { distribution: { small: -1 } },
      'distribution.small of w: Expected the weight of small to be a number of 0 or more',
    ],
    [
      { distribution: { small: 0 } },
      'distribution of w: Expected distribution of workload to be a map in which a weight is above 0',
    ],
    [
      { qualityRequirements: 'high' },
      "qualityRequirements of w: Expected qualityRequirements of workload to be a map of names and weights, got 'high'.",
    ],
    [
      { fileSizes: sizes, distribution: { tiny: 1 } },
      "distribution.tiny of w: Expected distribution of workload to name sizes of its fileSizes, got 'tiny'.",
    ],
  ])('refuses %j', (value, message) => {
    expect(() => read(value)).toThrow(
      expect.objectContaining({ code: 'BAD_SCENARIO', exitCode: 2, message: expect.stringContaining(message) }),
    );
  });

  it.each<[unknown, boolean]>([
    [{ fileSizes: sizes, distribution: { small: 1 }, pages: [] }, true],
    [{ file_sizes: { small: [5, 30, 60] } }, false],
    [{ fileSizes: { small: ['5', 30] } }, false],
    [{ quality_requirements: { high: 'much' } }, false],
    [[], false],
  ])('%j matches its schema: %s', (value, isValid) => expect(matchesSchema(value, workloadKind.schema)).toBe(isValid));
});
