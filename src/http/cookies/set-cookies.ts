/** What one response has set, as it says it. */

/** Values by name, of the `Set-Cookie` headers of a response; of several with a name, the last one. */
export function cookiesSetBy(setCookies: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    setCookies.flatMap((text) => {
      const pair = /^\s*([^=;]+?)\s*=\s*([^;]*?)\s*(?:;|$)/.exec(text);
      return pair === null ? [] : [[pair[1] as string, pair[2] as string]];
    }),
  );
}
