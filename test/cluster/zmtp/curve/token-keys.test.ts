import { describe, expect, it } from 'vitest';
import { deriveTokenKeys } from '../../../../src/cluster/zmtp/curve/token-keys.js';

describe('deriveTokenKeys', () => {
  it("makes the keys that Python's hashlib.scrypt and libsodium make", async () => {
    const { server, client } = await deriveTokenKeys('a secret');
    expect(server.publicKey.toString('hex')).toBe('6e48c022fa039d35a6a0ceda8500e7f8d0ad69e2a2a13e8a47e8e07dd509607f');
    expect(client.publicKey.toString('hex')).toBe('9fe81914a05472830b71f6dc6ee0553b9dcd96df8aa7a472d2b24cce2674e908');
  });

  it('makes other keys of another token, and the same ones of the same letters', async () => {
    const keysOf = async (token: string) => (await deriveTokenKeys(token)).server.publicKey.toString('hex');
    expect(await keysOf('a secre')).not.toBe(await keysOf('a secret'));
    expect(await keysOf('se\u0301same')).toBe(await keysOf('s\u00e9same'));
  });
});
