import { describe, expect, it } from 'vitest';
import { bindError } from '../../../src/cluster/zmtp/bind-error.js';

const withCode = (code: string) => Object.assign(new Error(`listen ${code}`), { code });

describe('bindError', () => {
  it('names the port that is in use', () => {
    const error = bindError('*', 5557, withCode('EADDRINUSE'));
    expect([error.code, error.exitCode]).toEqual(['PORT_IN_USE', 1]);
    expect(error.message).toBe('Expected a free port for the workers, but port 5557 on all addresses is in use.');
  });

  it('says why another port cannot be used', () => {
    const error = bindError('10.9.9.9', 80, withCode('EADDRNOTAVAIL'));
    expect(error.code).toBe('PORT_NOT_USABLE');
    expect(error.message).toBe('Expected to listen for workers on port 80 on 10.9.9.9, got listen EADDRNOTAVAIL.');
  });
});
