import { expect, it } from 'vitest';
import { ProtocolError } from '../../../src/cluster/zmtp/protocol-error.js';

it('a ProtocolError can be told from errors of code', () => {
  expect(new ProtocolError('Expected a node.')).toBeInstanceOf(Error);
  expect(new Error('Expected a node.')).not.toBeInstanceOf(ProtocolError);
});
