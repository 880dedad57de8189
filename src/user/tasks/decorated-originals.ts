/** Remembers decorated methods that another library's decorator has wrapped: weights and tags stay with the original. */

const originalsByOwner = new WeakMap<object, Map<string, object[]>>();

// Compilers emit class metadata where Symbol.metadata exists; some always emit it, under the registered symbol.
const symbols = Symbol as { metadata?: symbol };
const metadata = symbols.metadata ?? Symbol.for('Symbol.metadata');
if (Object.isExtensible(Symbol)) symbols.metadata ??= metadata; // not with --frozen-intrinsics

/** Records that a decorator of tsloc was applied to `method`; `owner` is the metadata of the class, or its prototype. */
export function recordOriginal(owner: object, name: string, method: object): void {
  const members = originalsByOwner.get(owner) ?? new Map<string, object[]>();
  originalsByOwner.set(owner, members.set(name, [...(members.get(name) ?? []), method]));
}

/** Every version of the class's own method `name`, innermost first; empty if the class has no such method. */
export function originalsOf(taskClass: { readonly prototype: object }, name: string): readonly object[] {
  const method: unknown = Object.getOwnPropertyDescriptor(taskClass.prototype, name)?.value;
  if (typeof method !== 'function') return [];
  const own = Object.hasOwn(taskClass, metadata)
    ? (taskClass as unknown as Record<symbol, object>)[metadata]
    : undefined;
  const before = [own, taskClass.prototype].flatMap((owner) => originalsByOwner.get(owner as object)?.get(name) ?? []);
  return [...new Set([...before, method])];
}
