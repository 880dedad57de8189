import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReportLedger } from '../../../src/cluster/master/report-ledger.js';

const mark = (number: number, first = 1) => ({ number, first, epoch: 1 });

describe('ReportLedger', () => {
  it('accepts each report once, in any order, and acknowledges what is complete', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, fc.array(fc.nat()), (order, again) => {
        const ledger = new ReportLedger();
        for (const number of order) expect(ledger.accept(mark(number))).toBe(true);
        for (const index of again) expect(ledger.accept(mark(order[index % order.length] as number))).toBe(false);
        const complete = Array.from({ length: 31 }, (_, i) => i).findLast((upTo) =>
          Array.from({ length: upTo }, (_, i) => i + 1).every((number) => order.includes(number)),
        );
        expect(ledger.upTo).toBe(complete);
      }),
    );
  });

  it('does not wait for reports that the worker no longer has', () => {
    const ledger = new ReportLedger();
    ledger.accept(mark(1));
    expect(ledger.accept(mark(5, 4))).toBe(true);
    expect([ledger.upTo, ledger.isCompleteTo(5)]).toEqual([3, false]);
    expect(ledger.accept(mark(4, 4))).toBe(true);
    expect([ledger.upTo, ledger.isCompleteTo(5), ledger.accept(mark(2))]).toEqual([5, true, false]);
  });

  it('keeps no more than a thousand reports that follow a missing one', () => {
    const ledger = new ReportLedger();
    for (let i = 0; i < 1_000; i++) ledger.accept(mark(2 + i));
    expect(() => ledger.accept(mark(5_000))).toThrow(expect.objectContaining({ code: 'BAD_MESSAGE' }));
  });
});
