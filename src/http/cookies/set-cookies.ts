/** The cookies that one response sets. */

/** Values by name, from the `Set-Cookie` headers of a response; the last one wins. */
export function cookiesSetBy(setCookies: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    setCookies.flatMap((text) => {
      const pair = /^\s*([^=;]+?)\s*=\s*([^;]*?)\s*(?:;|$)/.exec(text);
      return pair === null ? [] : [[pair[1] as string, pair[2] as string]];
    }),
  );
}
