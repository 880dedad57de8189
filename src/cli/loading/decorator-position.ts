/** Finds a misplaced decorator in the text of a file: compiled decorators have no position. */

/** What the error of a decorator says of it. */
export interface MisplacedDecorator {
  readonly decorator: string;
  /** The name of the decorated class or member; `#name` of a private one. */
  readonly name: string;
  /** What the member is: `a static getter`; `a method` where only its name is wrong. */
  readonly kind: string;
}

/** Reads the message of `BAD_DECORATOR`; null for other messages. */
export function readDecoratorError(message: string): MisplacedDecorator | null {
  const [, decorator, name, kind = 'a method'] =
    /^Expected @(\w+) on .*?, got it on '(.+)'(?:, (.+))?\.$/.exec(message) ?? [];
  return decorator === undefined || name === undefined ? null : { decorator, name, kind };
}

/** The offset of the first `@decorator` on such a class or member, outside of comments and strings; null without one. */
export function findDecorator(text: string, { decorator, name, kind }: MisplacedDecorator): number | null {
  const code = blankTexts(text);
  for (const { index } of code.matchAll(new RegExp(`@${decorator}\\b`, 'g'))) {
    const { start, end, words } = readMember(code, index);
    const written = text.slice(start, end).replace(/^(['"])(.*)\1$/s, '$2');
    const isNamed = kind.endsWith('named by a symbol') ? written === '[' : written === name;
    if (isNamed && isOfKind(kind, words, code.slice(end).trimStart())) return index;
  }
  return null;
}

/** Replaces the contents of comments and strings by spaces, so that offsets stay. */
function blankTexts(text: string): string {
  const texts = /(\/\/)[^\n]*|(\/\*)[\s\S]*?\*\/|(['"])(?:(?!\3)[^\\\n]|\\.)*\3|(`)(?:[^`\\]|\\.)*`/g;
  return text.replace(texts, (found, _line, _block, quote: string | undefined) => {
    const blank = (part: string) => part.replace(/[^\n]/g, ' ');
    return quote === undefined ? blank(found) : `${quote}${blank(found.slice(1, -1))}${quote}`;
  });
}

interface Member {
  /** Where its name begins and ends. */
  readonly start: number;
  readonly end: number;
  /** The words before its name: `static`, `async`, `get`, `class` and the like. */
  readonly words: readonly string[];
}

const decoratorName = /@[\w$.]+\s*/y;
const word = /([#\w$]+|'[^']*'|"[^"]*"|\[)\s*\*?\s*/y;
/** Words before a name; one that is followed by any of these is the name itself. */
const modifiers =
  /^(?:static|async|get|set|accessor|override|public|private|protected|readonly|declare|abstract|export|default|class)$/;
const afterName = /[(<=:;!?]/;

/** Reads the class or member that is decorated at `offset`. */
function readMember(code: string, offset: number): Member {
  let at = offset;
  for (let length = lengthOf(decoratorName, code, at); length > 0; length = lengthOf(decoratorName, code, at)) {
    at += length;
    if (code[at] === '(') at = skipBrackets(code, at);
    at += lengthOf(/\s*/y, code, at);
  }
  const words: string[] = [];
  for (;;) {
    const length = lengthOf(word, code, at);
    const read = code.slice(at, at + length).replace(/\s*\*?\s*$/, '');
    const isName = !modifiers.test(read) || afterName.test(code[at + length] ?? '');
    if (length === 0 || isName) return { start: at, end: at + read.length, words };
    words.push(read);
    at += length;
  }
}

function lengthOf(pattern: RegExp, code: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0].length ?? 0;
}

/** The offset behind the bracket that closes the one at `start`. */
function skipBrackets(code: string, start: number): number {
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    if ('([{'.includes(code[at] as string)) depth++;
    if (')]}'.includes(code[at] as string) && --depth === 0) return at + 1;
  }
  return code.length;
}

/** `rest` is the code behind the name. */
function isOfKind(kind: string, words: readonly string[], rest: string): boolean {
  const marks = { static: 'static', get: 'getter', set: 'setter', accessor: 'accessor', class: 'class' };
  const kinds = kind.replace(/ that is not a class$/, '').split(' ');
  if (Object.entries(marks).some(([mark, one]) => words.includes(mark) !== kinds.includes(one))) return false;
  if (kinds.includes('method')) return /^[(<]|^[^\]\n]*\]\s*[(<]/.test(rest);
  return !kinds.some((one) => ['field', 'property'].includes(one)) || !/^[(<]/.test(rest);
}
