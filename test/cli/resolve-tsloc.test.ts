import { describe, expect, it } from 'vitest';
import { initialize, resolve } from '../../src/cli/resolve-tsloc.js';

type Arguments = Parameters<typeof resolve>;

const url = 'file:///somewhere/else/index.js';
const context = { conditions: [], importAttributes: {}, parentURL: 'file:///home/users.ts' } as unknown as Arguments[1];

/** What Node would do. */
const next: Arguments[2] = (specifier) => ({ url: `node-found:${specifier}`, format: 'module' });

describe('an import in a file of a user', () => {
  it("means the copy that runs where it says 'tsloc', without looking any further", async () => {
    initialize({ url });
    expect(await resolve('tsloc', context, next)).toEqual({ url, format: 'module', shortCircuit: true });
  });

  it('means the ready-made users of that copy for tsloc/users/…', async () => {
    initialize({ url });
    const found = await resolve('tsloc/users/audio', context, next);
    expect(found.url).toBe('file:///somewhere/else/users/audio.js');
  });

  it.each(['tsloc/package.json', 'tsloc/users/../x', './tsloc', 'tslocal', 'node:fs'])(
    'is what Node finds where it says %s',
    async (name) => {
      initialize({ url });
      expect(await resolve(name, context, next)).toEqual({ url: `node-found:${name}`, format: 'module' });
    },
  );
});
