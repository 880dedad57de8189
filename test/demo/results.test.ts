import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../src/demo/results.js';

describe('findingsOf', () => {
  it('finds the same in the same recording', () => {
    expect(findingsOf('file-1')).toEqual(findingsOf('file-1'));
    expect(findingsOf('file-1')).not.toEqual(findingsOf('file-2'));
  });

  it('finds what music sounds like', () => {
    const { tempoBeatsPerMinute, key, loudnessDecibels } = findingsOf('file-1');
    expect(tempoBeatsPerMinute).toBeGreaterThanOrEqual(60);
    expect(key).toMatch(/^[A-G]( flat| sharp)? (major|minor)$/);
    expect(loudnessDecibels).toBeLessThan(0);
  });
});
