import { afterEach, expect, it, vi } from 'vitest';
import { liveDocument } from '../../../../src/web/html/page-document.js';
import { argumentsIn, argumentsVersion, refreshArguments } from '../../../../src/web/page/feed/refresh-arguments.js';
import { pageArguments } from '../../../../src/web/page/page-arguments.js';

const documentOf = (value: object) => liveDocument({ variable: 'templateArgs', value, nonce: 'n', theme: null });

function serve(value: object): void {
  vi.stubGlobal('fetch', async () => new Response(documentOf(value)));
}

afterEach(() => {
  vi.unstubAllGlobals();
  pageArguments.value = {};
});

it('finds the arguments in a document, and none in another page', () => {
  expect(argumentsIn(documentOf({ host: '</script>\n' }))).toEqual({ host: '</script>\n' });
  expect(argumentsIn('<p>Bad gateway</p>')).toBeNull();
});

it('takes what the server says now, and begins the form anew only if its offer has changed', async () => {
  const first = argumentsVersion.value;
  serve({ host: 'http://a', state: 'ready' });
  await refreshArguments();
  expect([pageArguments.value.host, argumentsVersion.value - first]).toEqual(['http://a', 1]);
  serve({ host: 'http://a', state: 'running', user_count: 5 });
  await refreshArguments();
  expect([pageArguments.value.user_count, argumentsVersion.value - first]).toEqual([5, 1]);
});

it('changes nothing if the server cannot be reached, or answers with something else', async () => {
  serve({ host: 'http://a' });
  await refreshArguments();
  vi.stubGlobal('fetch', async () => new Response('<p>Bad gateway</p>'));
  await refreshArguments();
  vi.stubGlobal('fetch', () => Promise.reject(new Error('refused')));
  await refreshArguments();
  expect(pageArguments.value).toEqual({ host: 'http://a' });
});
