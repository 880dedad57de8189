import { describe, expect, it } from 'vitest';
import { mixClasses, wholeWeights } from '../../../src/analysis/scenarios/request-mix.js';

const classes = [
  { name: 'AudioUser', tasks: ['uploadFile', 'listFiles', 'search'] },
  { name: 'ApiUser', tasks: ['analyze', 'search'] },
  { name: 'AdminUser', tasks: [] },
];
const mix = (weights: Record<string, number>) =>
  mixClasses(weights, classes, 'x.yaml:3:5').map(({ name, weight, tasks }) => [
    name,
    weight,
    tasks && Object.fromEntries(tasks),
  ]);

describe('mixClasses', () => {
  it('gives classes weights; others do not run', () => {
    expect(mix({ AudioUser: 60, AdminUser: 0.5, ApiUser: 0 })).toEqual([
      ['AudioUser', 60, null],
      ['AdminUser', 0.5, null],
    ]);
  });

  it('gives tasks weights; other tasks, and classes without a named task, do not run', () => {
    expect(mix({ upload_file: 3, search: 1 })).toEqual([
      ['AudioUser', null, { uploadFile: 3, search: 1 }],
      ['ApiUser', null, { search: 1 }],
    ]);
  });

  it('may name a task of one class, in any spelling', () => {
    expect(mix({ 'audio_user.list-files': 2, ApiUser: 5 })).toEqual([
      ['AudioUser', null, { listFiles: 1 }],
      ['ApiUser', 5, null],
    ]);
  });

  it('refuses a name that no class has', () => {
    expect(() => mix({ AudioUser: 1, downlaod: 1 })).toThrow(
      expect.objectContaining({
        code: 'BAD_SCENARIO',
        exitCode: 2,
        message: "x.yaml:3:5: Expected request_mix to name user classes or tasks, got 'downlaod'.",
        hint: 'Available: AudioUser (uploadFile, listFiles, search), ApiUser (analyze, search), AdminUser',
      }),
    );
  });
});

describe('wholeWeights', () => {
  it.each([
    [
      { a: 60, b: 30, c: 10 },
      { a: 6, b: 3, c: 1 },
    ],
    [
      { a: 0.6, b: 0.3, c: 0.1 },
      { a: 6, b: 3, c: 1 },
    ],
    [{ a: 1, b: 0 }, { a: 1 }],
    [
      { a: 0.00001, b: 1 },
      { a: 1, b: 1000 },
    ],
  ])('of %j are %j', (weights, whole) => {
    expect(Object.fromEntries(wholeWeights(Object.entries(weights)))).toEqual(whole);
  });
});
