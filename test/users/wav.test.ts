import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WAV_HEADER_BYTES, wavFormat } from '../../src/demo/input/wav.js';
import { wavFile } from '../../users/wav.js';

describe('wavFile', () => {
  it('creates a sound file of the given length, for any length and rate', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 10, max: 400 }), async (ms, rate) => {
        const file = wavFile('a.wav', ms / 1000, rate);
        const bytes = Buffer.from(await file.arrayBuffer());
        expect(bytes).toHaveLength(44 + 2 * Math.round((ms / 1000) * rate));
        expect(wavFormat(bytes.subarray(0, WAV_HEADER_BYTES), bytes.length).durationSeconds).toBeCloseTo(
          Math.round((ms / 1000) * rate) / rate,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('has a name, a type and a tone', async () => {
    const file = wavFile('song.wav', 1.5, 8_000);
    expect([file.name, file.type, file.size]).toEqual(['song.wav', 'audio/wav', 44 + 24_000]);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    // A second of 440 Hz crosses zero upwards 440 times.
    let crossings = 0;
    for (let at = 46; at < 44 + 16_000; at += 2)
      if (bytes.readInt16LE(at - 2) <= 0 && bytes.readInt16LE(at) > 0) crossings++;
    expect(crossings).toBe(440);
  });
});
