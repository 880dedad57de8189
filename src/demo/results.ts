/** Results of an analysis. */
import { randomStream } from '../util/random.js';

/** The findings about one recording. */
export interface Findings {
  readonly tempoBeatsPerMinute: number;
  readonly key: string;
  readonly loudnessDecibels: number;
  readonly mood: string;
}

const keys = ['C', 'D flat', 'D', 'E flat', 'E', 'F', 'F sharp', 'G', 'A flat', 'A', 'B flat', 'B'];
const moods = ['bright', 'calm', 'dark', 'driving', 'playful'];

/** Random, and always the same for the same recording. */
export function makeFindings(recording: string): Findings {
  const random = randomStream('findings', recording);
  return {
    tempoBeatsPerMinute: random.integer(60, 180),
    key: `${random.pick(keys)} ${random.pick(['major', 'minor'])}`,
    loudnessDecibels: -random.integer(6, 30),
    mood: random.pick(moods),
  };
}
