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

type Entries = Extract<Located, { kind: 'map' }>['entries'];

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
    const merged: Entries[number][] = [];
    const written: Entries[number][] = [];
    for (const { key, value } of node.items) {
      const keyPlace = this.#placeOf(key) ?? place;
      if (isScalar(key) && key.value === '<<') merged.push(...this.#mergedEntries(value, keyPlace));
      else {
        const name = String(isScalar(key) ? key.value : key);
        written.push({ key: name, place: keyPlace, value: this.locate(value, keyPlace) });
      }
    }
    // A key that is merged in and written is the written one, wherever `<<` stands.
    return { kind: 'map', entries: lastOfEachKey([...merged, ...written]), place };
  }

  /** Of several maps, an earlier one overrides later ones. */
  #mergedEntries(value: unknown, place: string): Entries {
    const merged = this.locate(value, place);
    if (merged.kind === 'list')
      return merged.items.toReversed().flatMap((one) => (one.kind === 'map' ? one.entries : []));
    return merged.kind === 'map' ? merged.entries : [];
  }

  #placeOf(node: unknown): string | undefined {
    const offset = (node as Node | null)?.range?.[0];
    return offset === undefined ? undefined : this.#placeAt(offset);
  }
}

function lastOfEachKey(entries: Entries): Entries {
  return [...new Map(entries.map((entry) => [entry.key, entry])).values()];
}
