/**
 * Rejects listeners that are no functions or are written for Locust's arguments: `({ response_time }) => …` would get
 * undefined. A listener is checked once, when it is added: events cost no more.
 */
import { TslocError } from '../../util/error.js';
import { listenerArguments } from '../../util/locust-name-table.js';
import { violationMessage } from '../../util/rules.js';

const functionRule = { expected: 'a function' };

/**
 * @throws {TslocError} `BAD_ARGUMENT` for a value that is not a function; `UNKNOWN_NAME` for a parameter, destructured or
 * not, that has the name of an argument of Locust's
 */
export function checkListener(event: string, listener: unknown): void {
  if (typeof listener !== 'function') {
    const hint = 'Pass the function itself, without calling it: addListener(onRequest).';
    throw new TslocError('BAD_ARGUMENT', violationMessage(`a listener of ${event}`, functionRule, listener), { hint });
  }
  const names: Readonly<Record<string, string>> = Object.hasOwn(listenerArguments, event)
    ? listenerArguments[event as keyof typeof listenerArguments]
    : {};
  const wrong = parameterNames(listener).find((name) => Object.hasOwn(names, name));
  if (wrong === undefined) return;
  const right = names[wrong];
  throw new TslocError('UNKNOWN_NAME', `Expected a listener of ${event} with arguments that tsloc has, got ${wrong}.`, {
    hint: `Use ${right}. Listeners get one object: ({ ${right} }) => ….`,
  });
}

/** The names in the parameters of a function, those in nested patterns left out; none where its text says nothing of them. */
function parameterNames(listener: object): string[] {
  const parameters = /^[^(=]*\(([^()]*)\)/.exec(Function.prototype.toString.call(listener))?.[1] ?? '';
  const outer = parameters.replace(/[:=]\s*[{[][^{}[\]]*[}\]]/g, '');
  const names = [...outer.matchAll(/(?:^|[{,])\s*(\w+)/g)].map(([, name]) => name as string);
  return outer.startsWith('{') || names.length > 1 ? names : []; // a single one is the object, whatever its name
}
