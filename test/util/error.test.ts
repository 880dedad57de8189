import { describe, expect, it } from 'vitest';
import { messageOf, messageWithCode, messageWithHint, rawMessageOf, TslocError } from '../../src/util/error.js';

describe('TslocError', () => {
  it('has its code, message, hint, exit code and cause', () => {
    const cause = new Error('EACCES');
    const error = new TslocError('CSV_NOT_WRITABLE', 'Expected a folder.', {
      hint: 'Try another.',
      exitCode: 3,
      cause,
    });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'TslocError',
      code: 'CSV_NOT_WRITABLE',
      message: 'Expected a folder.',
      hint: 'Try another.',
      exitCode: 3,
      cause,
    });
  });

  it('has exit code 1 and neither hint nor cause by default', () => {
    const error = new TslocError('NO_USERS', 'Expected a user.');
    expect(error.exitCode).toBe(1);
    expect(error.hint).toBeUndefined();
    expect('cause' in error).toBe(false);
  });

  it('is recognized when another installed copy of tsloc threw it', () => {
    const foreign = Object.assign(new Error('from elsewhere'), { code: 'X' });
    expect(TslocError.is(foreign)).toBe(false);
    Object.defineProperty(foreign, Symbol.for('tsloc.error'), { value: true });
    expect(TslocError.is(foreign)).toBe(true);
    expect(TslocError.is(new TslocError('X', 'own'))).toBe(true);
  });

  it.each([null, undefined, 'TslocError', 7, {}, new Error('TslocError')])('does not recognize %o', (thrown) => {
    expect(TslocError.is(thrown)).toBe(false);
  });

  it('shows no brand when it is printed or listed', () => {
    expect(Object.getOwnPropertySymbols({ ...new TslocError('X', 'own') })).toEqual([]);
  });
});

describe('messageWithCode and messageWithHint', () => {
  const hint = 'Do this.';

  it('end the first line with the code, and add the hint as the last one', () => {
    expect(messageWithCode(new TslocError('A_B', 'Expected a, got b.'))).toBe('Expected a, got b. [A_B]');
    expect(messageWithHint(new TslocError('A_B', 'Expected a.\n> 1 | b', { hint }))).toBe(
      'Expected a. [A_B]\n> 1 | b\nDo this.',
    );
  });

  it('leave other messages unchanged', () => {
    for (const tell of [messageWithCode, messageWithHint]) expect(tell(new TypeError('bad'))).toBe('bad');
  });
});

describe('an error of tsloc that user code has changed', () => {
  const throwing = {
    get: () => {
      throw new Error('from a getter');
    },
  };

  it.each([
    ['a code that is a symbol', () => Object.assign(new TslocError('A', 'x'), { code: Symbol('B') }), 'x [Symbol(B)]'],
    [
      'a code that throws',
      () => Object.defineProperty(new TslocError('A', 'x'), 'code', throwing),
      'x [unreadable code]',
    ],
    ['a hint that is a symbol', () => Object.assign(new TslocError('A', 'x'), { hint: Symbol('B') }), 'x [A]'],
    ['a hint that throws', () => Object.defineProperty(new TslocError('A', 'x'), 'hint', throwing), 'x [A]'],
  ])('is described although it has %s', (_, make, text) => {
    expect(messageWithHint(make())).toBe(text);
  });
});

describe('messageOf', () => {
  it('is cut after 10,000 characters, with no part of a password', () => {
    const text = `${'x'.repeat(9_990)} http://user:${'secret'.repeat(10)}@host/${'y'.repeat(1_000_000)}`;
    expect(messageOf(new Error(text))).toMatch(/^x{9990} http:\/\/.*… \(cut off\)$/);
    expect(messageOf(new Error(text))).not.toContain('secret');
  });

  it('is the message of an error, and the text of anything else that was thrown', () => {
    expect(messageOf(new TypeError('no such thing'))).toBe('no such thing');
    expect(messageOf('just text')).toBe('just text');
    expect(messageOf(undefined)).toBe('undefined');
    expect(messageOf(404)).toBe('404');
  });

  it('has no credentials of URLs; rawMessageOf keeps them, as the stack does', () => {
    const error = new Error('no answer from http://ann:pw@h');
    expect(messageOf(error)).toBe('no answer from http://h');
    expect(error.stack).toContain(rawMessageOf(error));
  });
});
