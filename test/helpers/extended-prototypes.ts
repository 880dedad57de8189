/** Built-in prototypes as users' files change them: polyfills add functions, hardened programs freeze. */

/** Runs `action` while every object inherits an enumerable function, as from a polyfill. */
export function withPolyfill<T>(action: () => T): T {
  const prototype = Object.prototype as { mapValues?: () => void };
  prototype.mapValues = () => {};
  try {
    return action();
  } finally {
    delete prototype.mapValues;
  }
}

/** Runs `action` while `Error.prototype.name` is read-only, as with `node --frozen-intrinsics`. */
export function withFrozenErrors<T>(action: () => T): T {
  const unfrozen = Object.getOwnPropertyDescriptor(Error.prototype, 'name') as PropertyDescriptor;
  Object.defineProperty(Error.prototype, 'name', { ...unfrozen, writable: false });
  try {
    return action();
  } finally {
    Object.defineProperty(Error.prototype, 'name', unfrozen);
  }
}
