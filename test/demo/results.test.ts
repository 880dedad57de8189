import { describe, expect, it } from 'vitest';
import { makeFindings } from '../../src/demo/results.js';

describe('makeFindings', () => {
  it('gives the same results for the same recording', () => {
    expect(makeFindings('file-1')).toEqual(makeFindings('file-1'));
    expect(makeFindings('file-1')).not.toEqual(makeFindings('file-2'));
  });

  it('gives values within the range of music', () => {
    const { tempoBeatsPerMinute, key, loudnessDecibels } = makeFindings('file-1');
    expect(tempoBeatsPerMinute).toBeGreaterThanOrEqual(60);
    expect(key).toMatch(/^[A-G]( flat| sharp)? (major|minor)$/);
    expect(loudnessDecibels).toBeLessThan(0);
  });
});
