import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exceptionsCsv } from '../../src/report/csv/csv-rows.js';
import { defaultPercentiles, percentileLabel } from '../../src/stats/percentiles.js';
import type { ExceptionView, StatsView } from '../../src/stats/view.js';
import { formatFixed, pythonFloat, pythonRepr, roundHalfEven } from '../../src/util/text/format.js';

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.log('the comparison with Python’s formats is skipped: there is no python3');

/** The result of a Python program that reads `data` and sets `answer`. */
function python<T>(program: string, data: unknown): T {
  const script = `import json, sys\ndata = json.load(sys.stdin)\n${program}\njson.dump(answer, sys.stdout)`;
  const input = JSON.stringify(data);
  return JSON.parse(execFileSync('python3', ['-c', script], { input, encoding: 'utf8' })) as T;
}

/** Doubles of every size, among them many that lie near or at a half of the last shown decimal. */
const doubles = [
  ...fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), 200),
  ...fc.sample(fc.double({ min: 0, max: 100_000, noNaN: true }), 200),
  ...fc.sample(fc.nat(2_000_000), 300).map((n) => n / 1000 + 0.005),
  ...fc.sample(fc.nat(100_000), 300).map((n) => (2 * n + 1) / 2 ** (1 + (n % 8))),
];
const sized = doubles.filter((x) => Math.abs(x) < 1e15);

describe.runIf(hasPython)('Python itself', () => {
  it('writes floats as pythonFloat does', () => {
    // As text, since the JSON of 120.0 and of 120 is the same on this side.
    const theirs = python<string[]>('answer = [repr(float(x)) for x in data]', doubles);
    expect(doubles.map((x) => pythonFloat(x))).toEqual(theirs);
  });

  it.each([0, 1, 2, 6])('writes numbers with %i decimals as formatFixed does', (digits) => {
    const theirs = python<string[]>(`answer = ['%.${digits}f' % x for x in data]`, sized);
    expect(sized.map((x) => formatFixed(x, digits))).toEqual(theirs);
  });

  it('rounds as roundHalfEven does', () => {
    const theirs = python<number[]>('answer = [round(x) for x in data]', sized);
    expect(sized.map((x) => roundHalfEven(x) + 0)).toEqual(theirs);
  });

  it('quotes texts as pythonRepr does', () => {
    const texts = fc.sample(fc.string({ unit: fc.oneof(fc.string({ unit: 'binary-ascii' }), assigned) }), 300);
    const theirs = python<string[]>('answer = [repr(x) for x in data]', texts);
    expect(texts.map((text) => pythonRepr(text))).toEqual(theirs);
  });

  it('labels percentiles as percentileLabel does', () => {
    const fractions = [...defaultPercentiles.report, ...fc.sample(fc.nat(10_000), 200).map((n) => n / 10_000)];
    const program = `answer = [f"{int(x * 100) if float(x * 100).is_integer() else round(100.0 * x, 6)}%" for x in data]`;
    expect(fractions.map(percentileLabel)).toEqual(python<string[]>(program, fractions));
  });

  it('writes CSV as the reports do', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', '\t', "'", ';', 'é', '🦗') });
    const rows = fc.sample(fc.tuple(text, text), 200).map(([message, traceback]) => ['1', message, traceback, 'local']);
    const program = `import csv, io\nout = io.StringIO(newline='')\ncsv.writer(out).writerows(data)\nanswer = out.getvalue()`;
    const exceptions = rows.map(
      ([, message = '', traceback = '']): ExceptionView => ({ count: 1, message, traceback, nodes: ['local'] }),
    );
    expect(exceptionsCsv({ exceptions } as unknown as StatsView)).toBe(python<string>(program, rows));
  });
});

/** Characters that are as old as Python's tables: later ones would be invisible to one side only. */
const assigned = fc.constantFrom(
  'é',
  'ß',
  '漢',
  '🦗',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u2028',
  '\ufeff',
  '\u{e0001}',
  '\u3000',
);
