/** What a method was before a decorator of somebody else replaced it: what ours said of it still holds. */

const noted = new WeakMap<object, Map<string, object[]>>();

// Compilers give a class its decorators' metadata where this symbol exists; those that always do use the registered one.
const symbols = Symbol as { metadata?: symbol };
symbols.metadata ??= Symbol.for('Symbol.metadata');
const { metadata } = symbols;

/** Remembers that a decorator of ours stood on `method`; `owner` is the class's metadata, or its prototype. */
export function recordOriginal(owner: object, name: string, method: object): void {
  const members = noted.get(owner) ?? new Map<string, object[]>();
  noted.set(owner, members.set(name, [...(members.get(name) ?? []), method]));
}

/** Every function that the class's own method `name` has been, the innermost first; none if it has no such method. */
export function originalsOf(holder: { readonly prototype: object }, name: string): readonly object[] {
  const method: unknown = Object.getOwnPropertyDescriptor(holder.prototype, name)?.value;
  if (typeof method !== 'function') return [];
  const own = Object.hasOwn(holder, metadata) ? (holder as unknown as Record<symbol, object>)[metadata] : undefined;
  const before = [own, holder.prototype].flatMap((owner) => noted.get(owner as object)?.get(name) ?? []);
  return [...new Set([...before, method])];
}
