import { expect, it } from 'vitest';
import { masterTokenOf } from '../../../src/cli/cluster/master-token.js';

it('is the secret as given, or none, but never an empty one', () => {
  expect([masterTokenOf({ masterToken: ' a b ' }), masterTokenOf({ masterToken: null })]).toEqual([
    { token: ' a b ' },
    {},
  ]);
  for (const masterToken of ['', ' \n'])
    expect(() => masterTokenOf({ masterToken })).toThrow(
      expect.objectContaining({
        code: 'BAD_OPTION',
        exitCode: 2,
        message: 'argument --master-token: expected a secret, got an empty text',
      }),
    );
});
