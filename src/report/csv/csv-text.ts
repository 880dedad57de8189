/** CSV as RFC 4180 defines it, with CRLF line endings. Pure: cells in, text out. */

/** A cell of text from requests and user code; with `safe`, `'` is before what a spreadsheet would take for a formula. */
export function textCell(text: string, { safe }: { readonly safe: boolean }): string {
  return quoteCell(safe && formulaStart.test(text) ? `'${text}` : text);
}

/** A cell in quotes if it has a comma, a quote or a line break. */
export function quoteCell(text: string): string {
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text of a row whose cells are quoted already. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}

const special = /[",\r\n]/;
const formulaStart = /^[=+\-@\t\r]/;
