/** The cookies that one response sets. */

/** Values by name, from the `Set-Cookie` headers of a response; the last one wins. */
export function cookiesSetBy(setCookies: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const text of setCookies) {
    const [pair = ''] = text.split(';', 1);
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, equals)).trim();
    if (name !== '') values.set(name, pair.slice(equals + 1).trim());
  }
  return values;
}
