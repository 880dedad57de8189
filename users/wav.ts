/** Sound files for uploads. Their samples are created once and shared by all users of the process. */

/** A playable WAV file: mono, 16 bits, `sampleRate` samples per second. Only its header is not shared. */
export function wavFile(name: string, seconds: number, sampleRate: number): File {
  const lengthBytes = 2 * Math.round(seconds * sampleRate);
  const sound = soundOf(seconds, sampleRate).slice(0, lengthBytes);
  return new File([headerOf(lengthBytes, sampleRate), sound], name, { type: 'audio/wav' });
}

const soundOfRate = new Map<number, { readonly seconds: number; readonly samples: Blob }>();

/** At least `wantedSeconds` of sound; slices of a Blob share its bytes. */
function soundOf(wantedSeconds: number, sampleRate: number): Blob {
  const known = soundOfRate.get(sampleRate);
  if (known && known.seconds >= wantedSeconds) return known.samples;
  const seconds = 2 ** Math.max(0, Math.ceil(Math.log2(wantedSeconds))); // rounded up, so that it is rarely created again
  const samples = new Blob(Array<Uint8Array>(seconds).fill(secondOfTone(sampleRate)));
  soundOfRate.set(sampleRate, { seconds, samples });
  return samples;
}

function secondOfTone(sampleRate: number): Uint8Array {
  const bytes = Buffer.alloc(2 * sampleRate);
  for (let sample = 0; sample < sampleRate; sample++) {
    bytes.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 440 * sample) / sampleRate)), 2 * sample);
  }
  return bytes;
}

function headerOf(lengthBytes: number, sampleRate: number): Uint8Array {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + lengthBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16); // size of the format chunk
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // channels
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(2 * sampleRate, 28); // bytes per second
  header.writeUInt16LE(2, 32); // bytes per sample
  header.writeUInt16LE(16, 34); // bits per sample
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(lengthBytes, 40);
  return header;
}
