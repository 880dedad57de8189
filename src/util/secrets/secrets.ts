/** Keeps secrets out of messages: credentials in URLs, and values of headers and cookies. */

/** A URL without user name and password. */
export function removeUserinfo(url: string): string {
  return url.replace(/^([a-z][a-z\d+.-]*:\/\/[/\\]*)[^/?#\\]*@/i, '$1');
}

/** A text without the user names and passwords of the URLs in it. Cheap for a text without credentials. */
export function removeCredentials(text: string): string {
  return text.includes('@') ? removeUpToAt(text.replace(urls, removeFromUrl), wrongSlashes) : text;
}

/** A message without the user names and passwords of URLs in it, malformed URLs and those without a scheme included. */
export function removeAllCredentials(text: string): string {
  return removeUpToAt(removeUpToAt(text.replace(urls, removeFromUrl), wrongSlashes), userinfoWithoutScheme);
}

/**
 * Applies `pattern` to each word up to its last `@`. Words without `@` are skipped: the pattern would be tried again at each
 * position of a long one.
 */
function removeUpToAt(text: string, pattern: RegExp): string {
  return text.replace(/\S+/g, (word) => {
    const end = word.lastIndexOf('@') + 1;
    return end === 0 ? word : word.slice(0, end).replace(pattern, '$1') + word.slice(end);
  });
}

/** `url` begins at `://`. In a malformed URL, everything up to the last `@` is removed: a password may contain slashes. */
function removeFromUrl(url: string): string {
  const userinfo = URL.canParse(`http${url}`) ? /^(:\/\/[/\\]*)[^/?#\\]*@/ : /^(:\/\/).*@/;
  return url.replace(userinfo, '$1');
}

const urls = /:\/\/\S+/g; // a pattern that began with the scheme would be tried at each letter of a long text
/** `http:/`, `http:` and `http:\\`: URL parsers accept them. */
const wrongSlashes = /\b((?:https?|wss?|ftp):(?:\\+|\/(?!\/)|(?![/\\])))[^\s/]\S*@$/gi;
const userinfoWithoutScheme = /(^|['"(])[^\s/?#@:'"(]+:[^\s/]\S*@$/g;

/** Describes a secret value only by its first character that matches `invalid`: `a value with "\n" at position 7`. */
export function describeSecret(value: string, invalid: RegExp): string {
  const position = value.search(invalid);
  if (position < 0) return `a value of ${value.length} characters`;
  return `a value with ${JSON.stringify(value[position])} at position ${position}`;
}
