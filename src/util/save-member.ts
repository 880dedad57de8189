/** Saves members of classes and prototypes, which are changed for a while. */

/** Returns a function that makes an own member what it is now, or removes it if there is none. */
export function saveMember(owner: object, name: PropertyKey): () => void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  return () => {
    if (descriptor === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, descriptor);
  };
}
