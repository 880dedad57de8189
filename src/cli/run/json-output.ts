/** `--json` and `--json-file`: the final statistics as JSON, on stdout and in a file. */

import { messageOf, messageWithCode, TslocError } from '../../util/error.js';
import { createOrTruncate, writeAtomically } from '../../util/files/atomic-file.js';

/** Where JSON goes. */
export interface JsonOutputs {
  /** Takes what `--json` prints; null without it. */
  readonly print: ((text: string) => void) | null;
  /** The value of `--json-file`; null without it. */
  readonly file: string | null;
  /** Takes the message of an output that cannot be written at the end. */
  readonly onError: (message: string) => void;
}

/**
 * Writes `<file>.json`, as Locust names it. The returned function takes the text.
 * @throws {TslocError} `JSON_NOT_WRITABLE` before the run begins
 */
export function createJsonOutput({ print, file, onError }: JsonOutputs): (text: string) => void {
  const path = file === null ? null : `${file}.json`;
  if (path !== null) claim(path);
  return (text) => {
    try {
      print?.(text);
    } catch (error) {
      onError(messageWithCode(error));
    }
    try {
      if (path !== null) writeAtomically(path, text);
    } catch (error) {
      onError(`The JSON file could not be written: ${messageOf(error)}.`);
    }
  };
}

function claim(path: string): void {
  try {
    createOrTruncate(path);
  } catch (cause) {
    throw new TslocError('JSON_NOT_WRITABLE', `Expected to write ${path}, but ${messageOf(cause)}.`, { cause });
  }
}
