import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WAV_HEADER_BYTES, wavFormat } from '../../../src/demo/input/wav.js';
import { wavFile } from '../../../users/wav.js';

async function headOf(file: File): Promise<Buffer> {
  return Buffer.from(await file.slice(0, WAV_HEADER_BYTES).arrayBuffer());
}

describe('wavFormat', () => {
  it('reads the files of the ready-made users, of any length and rate', () =>
    fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.01, max: 60, noNaN: true }),
        fc.constantFrom(8000, 11_025),
        async (seconds, rate) => {
          const file = wavFile('a.wav', seconds, rate);
          const format = wavFormat(await headOf(file), file.size);
          expect(format).toMatchObject({ sampleRate: rate, channels: 1 });
          expect(format.durationSeconds).toBeCloseTo(seconds, 3);
        },
      ),
      { numRuns: 30 },
    ));

  it('skips unknown chunks, padded ones too', async () => {
    const head = await headOf(wavFile('a.wav', 0.1, 8000));
    const list = Buffer.from('LIST\u0003\0\0\0abc\0', 'latin1');
    const more = Buffer.concat([head.subarray(0, 12), list, head.subarray(12)]);
    expect(wavFormat(more, more.length).durationSeconds).toBe(0.1);
  });

  it('refuses a truncated file', async () => {
    const head = await headOf(wavFile('a.wav', 0.1, 8000));
    expect(wavFormat(head, 1644).durationSeconds).toBe(0.1);
    expect(() => wavFormat(head, 1643)).toThrow(
      'Expected a WAV file, got one with 1600 bytes of audio in a file of 1643.',
    );
  });

  it('refuses other files, and a file that is truncated anywhere', async () => {
    const head = await headOf(wavFile('a.wav', 0.1, 8000));
    for (let length = 0; length < 44; length++) {
      expect(() => wavFormat(head.subarray(0, length), length)).toThrow(/^Expected a WAV file, got one with no /);
    }
    const silent = Buffer.from(head);
    silent.writeUInt32LE(0, 28);
    expect(() => wavFormat(silent, 1644)).toThrow('a rate of 0 bytes per second');
  });

  it('refuses any other bytes, without another error', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const head = Buffer.concat([Buffer.from('RIFF1234WAVEfmt '), bytes]);
        try {
          wavFormat(head, head.length);
        } catch (error) {
          expect(error).toMatchObject({ name: 'HttpError', status: 422 });
        }
      }),
    ));
});
