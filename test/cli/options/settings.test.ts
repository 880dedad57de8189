import { expect, it } from 'vitest';
import { optionsFrom, parseFrom } from '../../../src/cli/options/settings.js';
import { TslocError } from '../../../src/util/error.js';

it('gives the options of all settings, the last one of each key', () => {
  const setting = (value: number) => ({ key: 'numUsers', value, source: 'x' });
  expect(optionsFrom([setting(1), setting(2)])).toMatchObject({ numUsers: 2, spawnRate: null });
});

it('says where a value that is refused is set, unless the error has a hint', () => {
  const refuse = (details: object) => () =>
    parseFrom('It is set in a.conf.', () => {
      throw new TslocError('BAD_OPTION', 'no', { exitCode: 2, ...details });
    });
  expect(parseFrom('', () => 5)).toBe(5);
  expect(refuse({})).toThrow(expect.objectContaining({ message: 'no', hint: 'It is set in a.conf.', exitCode: 2 }));
  expect(refuse({ hint: 'another' })).toThrow(expect.objectContaining({ hint: 'another' }));
  expect(() => parseFrom('', () => JSON.parse('{'))).toThrow(SyntaxError);
});
