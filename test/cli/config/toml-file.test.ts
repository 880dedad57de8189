import { expect, it } from 'vitest';
import { parseTomlFile } from '../../../src/cli/config/toml-file.js';

it('reads the table [tool.locust]: numbers and booleans as texts, arrays as lists', async () => {
  const text =
    '[tool.other]\nusers = 1\n[tool.locust]\nusers = 10\nheadless = true\nhost = "http://a"\ntags = ["a", "b"]\n';
  expect(await parseTomlFile(text, 'pyproject.toml')).toEqual(
    [
      { key: 'users', value: '10' },
      { key: 'headless', value: 'true' },
      { key: 'host', value: 'http://a' },
      { key: 'tags', value: ['a', 'b'] },
    ].map((entry) => ({ ...entry, source: 'pyproject.toml', format: 'locust' })),
  );
});

it('sets nothing without that table', async () => {
  expect(await parseTomlFile('[project]\nname = "x"\n', 'pyproject.toml')).toEqual([]);
  expect(await parseTomlFile('', 'pyproject.toml')).toEqual([]);
});

it('rejects text that is not TOML', async () => {
  await expect(parseTomlFile('\n[tool.locust\n', 'pyproject.toml')).rejects.toThrow(
    expect.objectContaining({
      code: 'BAD_CONFIG',
      exitCode: 2,
      message: expect.stringMatching(/^Expected TOML in pyproject\.toml:2:\d+, but got: /),
    }),
  );
});
