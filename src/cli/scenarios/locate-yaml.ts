/** Parses YAML, and JSON, which is YAML, and returns each value with its line and column. */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { badScenario, type Located } from '../../analysis/scenarios/located.js';

/** @throws {TslocError} `BAD_SCENARIO` for a text that is not YAML, at the place of the mistake */
export function locateYaml(text: string, source: string): Located {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${source}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error !== undefined) throw badScenario(placeAt(error.pos[0]), `Expected YAML, but: ${error.message}.`);
  return new Locator(document, placeAt).locate(document.contents, placeAt(0));
}

/** Walks through the nodes of one document. */
class Locator {
  readonly #document: Document;
  readonly #placeAt: (offset: number) => string;

  constructor(document: Document, placeAt: (offset: number) => string) {
    this.#document = document;
    this.#placeAt = placeAt;
  }

  /** `around` is the place of what contains the node: an empty value has none of its own. */
  locate(node: unknown, around: string): Located {
    const place = this.#placeOf(node) ?? around;
    if (isAlias(node)) return this.locate(node.resolve(this.#document), place);
    if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => this.locate(item, place)), place };
    if (!isMap(node)) return { kind: 'value', value: isScalar(node) ? node.value : null, place };
    const entries = node.items.flatMap(({ key, value }) => {
      const keyPlace = this.#placeOf(key) ?? place;
      if (isScalar(key) && key.value === '<<') return this.#mergedEntries(value, keyPlace);
      return [{ key: String(isScalar(key) ? key.value : key), place: keyPlace, value: this.locate(value, keyPlace) }];
    });
    // A key that is merged in and written is the written one.
    return { kind: 'map', entries: [...new Map(entries.map((entry) => [entry.key, entry])).values()], place };
  }

  #mergedEntries(value: unknown, place: string): Extract<Located, { kind: 'map' }>['entries'] {
    const merged = this.locate(value, place);
    if (merged.kind === 'list') return merged.items.flatMap((one) => (one.kind === 'map' ? one.entries : []));
    return merged.kind === 'map' ? merged.entries : [];
  }

  #placeOf(node: unknown): string | undefined {
    const offset = (node as Node | null)?.range?.[0];
    return offset === undefined ? undefined : this.#placeAt(offset);
  }
}
