/** Finds what a decorator was applied to, whether it is a standard decorator or one with `experimentalDecorators`. */
import { TslocError } from '../../util/error.js';
import { recordOriginal } from './decorated-originals.js';

/** The arguments of a decorator call. */
export type DecoratorArguments = readonly unknown[];

/** A decorated method, class, or static member of the class `ownerClass`. */
export interface Decorated {
  readonly target: object;
  readonly name: string;
  readonly kind: 'method' | 'static member' | 'class';
  /** The class with the static member; null for methods and classes. */
  readonly ownerClass: object | null;
  /** Whether it is a standard decorator; otherwise one with `experimentalDecorators`. */
  readonly isStandard: boolean;
}

interface StandardContext {
  readonly kind: string;
  readonly name: string | symbol | undefined;
  readonly static?: boolean;
  readonly private?: boolean;
  readonly metadata?: object;
}

const reservedNames = [
  ...(['constructor', 'onStart', 'onStop', 'run', 'wait', 'waitTime', 'sleep', 'interrupt', 'getNextTask'] as const),
  ...([
    'executeTask',
    'scheduleTask',
    'environment',
    'random',
    'client',
    'user',
    'parent',
    'createdAt',
    'tasks',
  ] as const),
];

/** Members of users and task sets: not allowed as names of tasks. */
export type ReservedName = (typeof reservedNames)[number];

const reserved: ReadonlySet<string> = new Set(reservedNames);

/**
 * Further names that a task of a user may not have. A task of a task set may have them, although TaskSet itself has
 * members with some of these names.
 */
export const reservedUserNames: ReadonlySet<string> = new Set([
  ...['stop', 'abandon', 'background', 'measure', 'signal', 'activity', 'host'],
  ...['trackRequests', 'isInOnStop', 'isExhausted', 'isStopping', 'isWaiting', 'killReason', 'takeIteration'],
]);

/**
 * Calls `register` with what was decorated: at once, or when a static member is initialized. Returns the result of the
 * decorator.
 * @throws {TslocError} `BAD_DECORATOR` on anything but a method or a class
 */
export function applyDecorator(
  decorator: string,
  decoratorArguments: DecoratorArguments,
  register: (decorated: Decorated) => void,
): unknown {
  const [first, contextOrName, descriptor] = decoratorArguments;
  if (isContext(contextOrName)) return applyStandardDecorator(decorator, first, contextOrName, register);
  const name = String(contextOrName);
  if (typeof first === 'function' && contextOrName === undefined)
    register({ target: first, name: first.name, kind: 'class', ownerClass: null, isStandard: false });
  else if (typeof first === 'function')
    registerStaticMember(requireStaticClass(decorator, first, name), name, first, false, register);
  else registerMethod(requireMethod(decorator, first, name, descriptor), name, first as object, false, register);
  return undefined;
}

function applyStandardDecorator(
  decorator: string,
  value: unknown,
  context: StandardContext,
  register: (decorated: Decorated) => void,
) {
  const name = String(context.name);
  if (context.kind === 'class')
    register({ target: value as object, name, kind: 'class', ownerClass: null, isStandard: true });
  else if (context.kind === 'field' && context.static === true)
    return registerWhenInitialized(decorator, name, register);
  else if (context.kind === 'method' && isPublicMethod(context))
    registerMethod(requireTaskName(decorator, value, name), name, context.metadata, true, register);
  else throw misplacedDecoratorError(decorator, describeMember(context), name);
  return undefined;
}

function registerMethod(
  target: object,
  name: string,
  owner: object | undefined,
  isStandard: boolean,
  register: (decorated: Decorated) => void,
) {
  if (owner !== undefined) recordOriginal(owner, name, target);
  register({ target, name, kind: 'method', ownerClass: null, isStandard });
}

function registerStaticMember(
  target: object,
  name: string,
  ownerClass: object,
  isStandard: boolean,
  register: (decorated: Decorated) => void,
) {
  register({ target, name, kind: 'static member', ownerClass, isStandard });
}

/** A static member has no value yet when it is decorated; its initializer gets the value. */
function registerWhenInitialized(decorator: string, name: string, register: (decorated: Decorated) => void) {
  return function (this: object, value: unknown): unknown {
    if (typeof value !== 'function')
      throw misplacedDecoratorError(decorator, 'a static field that is not a class', name);
    registerStaticMember(value, name, this, true, register);
    return value;
  };
}

function isContext(value: unknown): value is StandardContext {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** Tasks are found by name: private and static methods, and those named by symbols, would never run. */
function isPublicMethod({ name, static: isStatic, private: isPrivate }: StandardContext): boolean {
  return isStatic !== true && isPrivate !== true && typeof name === 'string';
}

function describeMember({ kind, name, static: isStatic, private: isPrivate }: StandardContext): string {
  if (isStatic === true) return `a static ${kind}`;
  if (isPrivate === true) return `a private ${kind}`;
  if (kind === 'accessor') return 'an accessor';
  return typeof name === 'symbol' ? `a ${kind} named by a symbol` : `a ${kind}`;
}

function requireStaticClass(decorator: string, ownerClass: object, name: string): object {
  const value: unknown = (ownerClass as Record<string, unknown>)[name];
  if (typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value))) return value;
  throw misplacedDecoratorError(decorator, 'a static member that is not a class', name);
}

function requireMethod(decorator: string, prototype: unknown, name: string, descriptor: unknown): object {
  const hasDescriptor = typeof descriptor === 'object' && descriptor !== null;
  const value: unknown = hasDescriptor
    ? (descriptor as PropertyDescriptor).value
    : (Object(prototype) as Record<string, unknown>)[name];
  return requireTaskName(decorator, value, name);
}

function requireTaskName(decorator: string, method: unknown, name: string): object {
  if (typeof method !== 'function') throw misplacedDecoratorError(decorator, 'a property', name);
  if (reserved.has(name)) throw reservedNameError(decorator, name);
  return method;
}

/** `BAD_DECORATOR`: the name is reserved. */
export function reservedNameError(decorator: string, name: string): TslocError {
  const hint = 'tsloc itself uses that name; give the task another one.';
  const message = `Expected @${decorator} on a method of your own, got it on '${name}'.`;
  return new TslocError('BAD_DECORATOR', message, { hint });
}

/** `BAD_DECORATOR`: it was applied to `place`. */
export function misplacedDecoratorError(decorator: string, place: string, name: string): TslocError {
  return new TslocError(
    'BAD_DECORATOR',
    `Expected @${decorator} on a method or a static task set, got it on '${name}', ${place}.`,
  );
}
