import { describe, expect, it } from 'vitest';
import { initialize, resolve } from '../../../src/cli/loading/resolve-tsloc.js';

type Arguments = Parameters<typeof resolve>;

const url = 'file:///somewhere/else/index.js';
const context = { conditions: [], importAttributes: {}, parentURL: 'file:///home/users.ts' } as unknown as Arguments[1];

/** Node’s own resolution. */
const next: Arguments[2] = (specifier) => ({ url: `node-found:${specifier}`, format: 'module' });

describe('an import in a user’s file', () => {
  it("of 'tsloc' resolves to the running copy, without a search", async () => {
    initialize({ url });
    expect(await resolve('tsloc', context, next)).toEqual({ url, format: 'module', shortCircuit: true });
  });

  it('of tsloc/users/… resolves to the ready-made users of that copy', async () => {
    initialize({ url });
    const found = await resolve('tsloc/users/audio', context, next);
    expect(found.url).toBe('file:///somewhere/else/users/audio.js');
  });

  it.each(['tsloc/package.json', 'tsloc/users/../x', './tsloc', 'tslocal', 'node:fs'])(
    'of %s resolves as in Node',
    async (name) => {
      initialize({ url });
      expect(await resolve(name, context, next)).toEqual({ url: `node-found:${name}`, format: 'module' });
    },
  );
});
