/**
 * Rejects listeners that are written for Locust's arguments: `({ response_time }) => …` would get undefined. A listener is
 * looked at once, when it is added: events cost no more.
 */
import { TslocError } from '../../util/error.js';
import { listenerArguments } from '../../util/locust-name-table.js';

/** @throws {TslocError} `UNKNOWN_NAME` for a parameter, destructured or not, that has the name of an argument of Locust's */
export function rejectLocustArguments(event: string, listener: unknown): void {
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
function parameterNames(listener: unknown): string[] {
  if (typeof listener !== 'function') return [];
  const parameters = /^[^(=]*\(([^()]*)\)/.exec(Function.prototype.toString.call(listener))?.[1] ?? '';
  const outer = parameters.replace(/[:=]\s*[{[][^{}[\]]*[}\]]/g, '');
  const names = [...outer.matchAll(/(?:^|[{,])\s*(\w+)/g)].map(([, name]) => name as string);
  return outer.startsWith('{') || names.length > 1 ? names : []; // a single one is the object, whatever its name
}
