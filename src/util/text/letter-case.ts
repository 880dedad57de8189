/** Our names as others spell them. */

/** As Python spells it: `num_users` for `numUsers`. */
export function snakeCase(camelCase: string): string {
  return separated(camelCase, '_');
}

/** As options of the command line spell it: `slow-after` for `slowAfter`. */
export function kebabCase(camelCase: string): string {
  return separated(camelCase, '-');
}

function separated(camelCase: string, separator: string): string {
  return camelCase.replace(/[A-Z]/g, (letter) => `${separator}${letter.toLowerCase()}`);
}
