import { describe, expect, it } from 'vitest';
import { commandOf, errorCommandOf, parseCommand, pongOf, reasonOf } from '../../../src/cluster/zmtp/command.js';

describe('commands', () => {
  it('have a name and what follows', () => {
    const body = commandOf('PING', Buffer.from([1, 2]), Buffer.from('context'));
    expect(body.toString('latin1')).toBe('\x04PING\x01\x02context');
    expect(parseCommand(body)).toEqual({ name: 'PING', rest: Buffer.from('\x01\x02context', 'latin1') });
  });

  it.each(['', '00', '0541'])('have a name: %s is none', (hex) => {
    expect(() => parseCommand(Buffer.from(hex, 'hex'))).toThrow('Expected a command, got one without a name.');
  });

  it('say why a connection is closed, in 255 bytes at most', () => {
    const error = parseCommand(errorCommandOf('Expected a master.'));
    expect([error.name, reasonOf(error)]).toEqual(['ERROR', 'Expected a master.']);
    expect(reasonOf(parseCommand(errorCommandOf('x'.repeat(300))))).toBe('x'.repeat(255));
    expect(reasonOf({ name: 'ERROR', rest: Buffer.from([250, 65, 27]) })).toBe('A\\x1b');
    expect(reasonOf({ name: 'ERROR', rest: Buffer.alloc(0) })).toBe('');
  });

  it('answer a PING with its context, 16 bytes at most', () => {
    expect(pongOf({ name: 'PING', rest: Buffer.from('\0\x01context') }).toString()).toBe('\x04PONGcontext');
    expect(pongOf({ name: 'PING', rest: Buffer.alloc(1_000, 65) }).toString()).toBe(`\x04PONG${'A'.repeat(16)}`);
    expect(pongOf({ name: 'PING', rest: Buffer.alloc(0) }).toString()).toBe('\x04PONG');
  });
});
