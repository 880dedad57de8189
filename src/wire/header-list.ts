/** Request headers as a flat list: name, value, name, value… */

/** True if a header has the name `lowerName`, given in lower case. */
export function hasHeader(headers: readonly string[], lowerName: string): boolean {
  return headers.some((name, i) => i % 2 === 0 && name.toLowerCase() === lowerName);
}

/** The first value of the header `lowerName`, or null. */
export function headerIn(headers: readonly string[], lowerName: string): string | null {
  const at = headers.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === lowerName);
  return at < 0 ? null : (headers[at + 1] as string);
}
