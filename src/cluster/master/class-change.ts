/** Locust's `update_user_class`: what the page has changed of a user class, in the form in which each worker can apply it. */
import { snakeCase } from '../../util/text/letter-case.js';
import type { WireMap } from '../messages/wire-values.js';
import type { WorkerRecord } from './worker-record.js';

/** A change of one class. */
export interface ClassChange {
  readonly userClass: string;
  /** By their names in tsloc's or Locust's spelling. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The names of the tasks that are selected; undefined keeps those of each worker. */
  readonly tasks?: readonly string[] | undefined;
  /** Whether these are others than before. */
  readonly isOtherSelection: boolean;
}

/**
 * The data for one worker; null for one that gets none. A Python worker ends at a class that it does not have, and has no
 * task left if it knows none of the names: it gets other selections only, in the spelling of both languages.
 */
export function classChangeFor(
  { isTsloc, classNames, userCounts }: Pick<WorkerRecord, 'isTsloc' | 'classNames' | 'userCounts'>,
  { userClass, attributes, tasks, isOtherSelection }: ClassChange,
): WireMap | null {
  const data = { user_class_name: userClass, ...attributes };
  if (isTsloc) return tasks === undefined ? data : { ...data, tasks };
  if (!classNames?.has(userClass) && !userCounts.has(userClass)) return null;
  if (tasks === undefined || !isOtherSelection) return data;
  return { ...data, tasks: [...new Set([...tasks, ...tasks.map(snakeCase)])] };
}
