/** Renders components to text: their markup, and the words in it. */
import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

export function markupOf(element: ComponentChildren): string {
  return renderToString(element as VNode);
}

/** The visible and spoken words, separated by single spaces. */
export function wordsOf(element: ComponentChildren): string {
  return markupOf(element)
    .replace(/<(?:"[^"]*"|[^">])*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
