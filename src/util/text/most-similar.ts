/** Finds the intended word for a mistyped one. */

/** The most similar of `candidates`; null if none has a similarity of 0.6 or more, Locust's threshold. */
export function mostSimilar(word: string, candidates: readonly string[]): string | null {
  const scored = candidates.map((candidate) => ({ candidate, score: similarity(word, candidate) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { candidate: '', score: 0 });
  return best.score >= 0.6 ? best.candidate : null;
}

/** The hint for a name that is not in `known`: the most similar one, if any, and all of them. */
export function knownNamesHint(name: string, known: readonly string[]): string {
  const similar = mostSimilar(name.toLowerCase(), known);
  return `${similar === null ? '' : `Did you mean ${similar}? `}Known names: ${known.join(', ')}.`;
}

/** Ratcliff-Obershelp, as Python's difflib computes it: twice the matching characters, divided by the sum of both lengths; 1 if equal. */
function similarity(a: string, b: string): number {
  return (2 * countMatchingCharacters(a, b)) / (a.length + b.length);
}

/** The number of characters in the longest common substring and, recursively, in the parts to its left and right. */
function countMatchingCharacters(a: string, b: string): number {
  const { start, other, length } = longestCommonSubstring(a, b);
  if (length === 0) return 0;
  const left = countMatchingCharacters(a.slice(0, start), b.slice(0, other));
  return left + length + countMatchingCharacters(a.slice(start + length), b.slice(other + length));
}

function longestCommonSubstring(a: string, b: string): { start: number; other: number; length: number } {
  let best = { start: 0, other: 0, length: 0 };
  for (let start = 0; start < a.length; start++) {
    for (let other = 0; other < b.length; other++) {
      let length = 0;
      while (start + length < a.length && a[start + length] === b[other + length]) length++;
      if (length > best.length) best = { start, other, length };
    }
  }
  return best;
}
