/** A CSV file that is replaced atomically: readers see the old rows or the new ones, never a part, even after kill -9. */
import { statSync } from 'node:fs';
import { replaceFile } from '../../util/files/atomic-file.js';
import { makeFolderOf } from '../../util/files/folder.js';
import { notCreatableError, notWritableError, resolveFile, sharedFileError } from './csv-file.js';

/** A header, and rows that are written to a temporary file beside it, which then takes its place. */
export class ReplacedFile {
  readonly path: string;
  readonly #header: string;
  /** Where `path` leads to through symbolic links, which stay. */
  readonly #target: string;
  #content = '';
  /** The version that was written last. */
  #version: string | null = null;

  /** Writes the header, in a new folder if necessary. @throws {TslocError} `CSV_NOT_WRITABLE` */
  constructor(path: string, header: string) {
    this.path = path;
    this.#header = header;
    try {
      makeFolderOf(path);
      this.#target = resolveFile(path);
      this.#write(header);
    } catch (cause) {
      throw notCreatableError(path, cause);
    }
  }

  /**
   * Replaces everything after the header; recreates a file that was removed or renamed.
   * @throws {TslocError} `CSV_NOT_WRITABLE`: the old rows remain; `CSV_SHARED`: the rows are written, but others write too
   */
  replace(rows: string): void {
    const content = this.#header + rows;
    let isForeign: boolean;
    try {
      const version = versionOf(this.#target);
      if (content === this.#content && version === this.#version) return;
      isForeign = version !== null && version !== this.#version;
      makeFolderOf(this.#target);
      this.#write(content);
    } catch (cause) {
      throw notWritableError(this.path, cause);
    }
    if (isForeign) throw sharedFileError(this.path);
  }

  #write(content: string): void {
    replaceFile(this.#target, content);
    this.#content = content;
    this.#version = versionOf(this.#target);
  }
}

/** Changes with every write, by this run or by others. */
function versionOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : [stats.dev, stats.ino, stats.size, stats.mtimeMs].join(':');
}
