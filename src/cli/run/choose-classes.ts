/** The user classes and the shape of a run: chosen by name, changed by `--config-users` and `--equal-weights`. */
import type { Options } from '../../core/options/options.js';
import type { UserClass } from '../../user/classes/check.js';
import { TslocError } from '../../util/error.js';
import type { Logger } from '../../util/log/log.js';
import type { ShapeClass } from '../loading/exports.js';
import { meantBy } from '../subcommands.js';

/** The classes that `names` name; all of them without names. @throws {TslocError} `UNKNOWN_USER` */
export function chooseClasses(available: ReadonlyMap<string, UserClass>, names: readonly string[]): UserClass[] {
  const unknown = names.filter((name) => !available.has(name));
  if (unknown.length > 0) {
    const meant = meantBy(unknown);
    const hint = [
      `Available: ${[...available.keys()].join(', ')}`,
      ...(meant === null ? [] : [`Or did you mean ${meant}?`]),
    ].join('. ');
    throw new TslocError('UNKNOWN_USER', `Unknown User(s): ${unknown.join(', ')}`, { hint });
  }
  return [...available]
    .filter(([name]) => names.length === 0 || names.includes(name))
    .map(([, userClass]) => userClass);
}

/** The first shape; a warning names the others. */
export function chooseShape(shapes: readonly ShapeClass[], logger: Logger): ShapeClass | null {
  const [shape = null, ...others] = shapes;
  if (shape !== null && others.length > 0) {
    const names = others.map(({ name }) => name).join(', ');
    logger.warning(`Several load shapes are exported: the run follows the first one, ${shape.name}, not ${names}.`);
  }
  return shape;
}

/** Warns if more users are wanted by `fixedCount` than `--users` allows. */
export function warnOfFixedCounts(userClasses: readonly UserClass[], { numUsers }: Options, logger: Logger): void {
  const fixedUsers = userClasses.reduce((sum, { fixedCount }) => sum + fixedCount, 0);
  if (!numUsers || !Number.isSafeInteger(fixedUsers) || fixedUsers <= numUsers) return; // invalid counts are refused later
  logger.warning(
    `The fixed counts of user classes add up to ${fixedUsers} users, more than the ${numUsers} of --users.`,
  );
}
