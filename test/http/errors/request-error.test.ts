import { describe, expect, it } from 'vitest';
import { RequestError } from '../../../src/http/errors/request-error.js';
import { failureText } from '../../../src/stats/failures.js';
import { withFrozenErrors } from '../../helpers/extended-prototypes.js';

describe('the error of a request', () => {
  it('is printed as Python prints an exception with this name and message', () => {
    expect(failureText(new RequestError('BadStatusLine', "it's\r\n"))).toBe('BadStatusLine("it\'s\\r\\n")');
  });

  it('is printed with an explicit repr, if Python prints more than the message', () => {
    const error = new RequestError('ConnectionRefusedError', 'x', "ConnectionRefusedError(111, 'x')");
    expect([failureText(error), error.message]).toEqual(["ConnectionRefusedError(111, 'x')", 'x']);
  });

  it('has the original error as its cause, if there is one', () => {
    const cause = new Error('original');
    expect(new RequestError('A', 'b', undefined, cause).cause).toBe(cause);
    expect('cause' in new RequestError('A', 'b')).toBe(false);
  });

  it('has its name where errors are frozen', () => {
    expect(withFrozenErrors(() => new RequestError('ReadTimeout', 'x')).name).toBe('ReadTimeout');
  });
});
