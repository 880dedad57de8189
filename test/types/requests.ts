/** What compiles of requests, and what does not: checked only by the type checker. */
import { createReadStream, openAsBlob } from 'node:fs';
import {
  type Auth,
  type AuthFunction,
  type BatchItem,
  type HttpResponse,
  HttpUser,
  type RequestOptions,
  type RequestSettings,
  type SavedCookies,
  type StreamedResponse,
  task,
} from 'tsloc';

export class Caller extends HttpUser {
  @task
  async say() {
    const { client } = this;
    await client.post('/', { json: { a: 1 } });
    await client.post('/', { form: { a: 1, b: ['x', true, null] } });
    await client.post('/', { multipart: { file: await openAsBlob('a.wav'), title: 'x', tags: ['a', 'b'] } });
    const [sound, web] = [createReadStream('a.wav'), new ReadableStream<Uint8Array>()];
    const generated = (async function* () {
      yield 'text';
    })();
    await client.post('/', { multipart: { sound, more: [web, generated, 'x', null] } });
    await client.post('/', { multipart: { sound: { stream: sound, filename: 'a.wav', type: 'audio/wav', size: 5 } } });
    // @ts-expect-error no stream
    await client.post('/', { multipart: { sound: { filename: 'a.wav' } } });
    // @ts-expect-error a list is a repeated field, not a stream
    await client.post('/', { multipart: { sound: { stream: ['a', 'b'] } } });
    // @ts-expect-error a name is a text
    await client.post('/', { multipart: { sound: { stream: sound, filename: 5 } } });
    await client.put('/', { body: createReadStream('a.wav') });
    for (const body of ['text', new Uint8Array(), new ArrayBuffer(1), new Blob([]), new FormData(), ['a', 'b']]) {
      await client.post('/', { body });
    }
    await client.post('/', { body: new ReadableStream() });
    await client.get('/', { headers: { a: '1', b: ['1', '2'], accept: null } });
    await client.get('/', { headers: new Headers({ a: '1' }) });
    // @ts-expect-error two bodies
    await client.post('/', { json: {}, form: {} });
    // @ts-expect-error two bodies
    await client.post('/', { multipart: {}, body: 'text' });
    // @ts-expect-error an object is json or form
    await client.post('/', { body: { a: 1 } });
    // @ts-expect-error no field
    await client.post('/', { form: { a: { b: 1 } } });
    // @ts-expect-error Python's word
    await client.post('/', { data: { a: 1 } });
    // @ts-expect-error Python's word
    await client.post('/', { files: {} });
  }

  async identify(sign: AuthFunction) {
    const { client } = this;
    const all: Auth[] = [['ann', 'pw'], { username: 'ann', password: 'pw' }, { bearer: 'x' }, sign];
    for (const auth of all) await client.get('/', { auth });
    client.auth = ({ method, url, headers, body }) => ({ 'x-signature': `${method}${url}${headers.get('a')}${body}` });
    client.auth = async () => {};
    client.auth = null;
    client.maxRedirects = 3;
    client.headers.a = ['1', '2'];
    await client.get('/', { auth: null, maxRedirects: 3, retry: 2, context: { a: 1 } });
    await client.get('/', {
      retry: { limit: 2, statuses: [503], methods: ['GET'], delaySeconds: 1, backoff: 1, maxWaitSeconds: 5 },
    });
    // @ts-expect-error no password
    await client.get('/', { auth: ['ann'] });
    // @ts-expect-error a number of attempts
    await client.get('/', { retry: true });
    // @ts-expect-error how often?
    await client.get('/', { retry: { statuses: [503] } });
  }

  remember() {
    const { cookies } = this.client;
    cookies.set('a', '1', { domain: '.x.example', path: '/', expires: 1, secure: true, httpOnly: true });
    const value: string | undefined = cookies.get('a');
    const saved: SavedCookies = JSON.parse(JSON.stringify(cookies.save()));
    cookies.restore(saved);
    for (const { name, expires } of cookies) cookies.set(name, null, { expires: new Date(expires) });
    // @ts-expect-error a text
    cookies.set('a', 1);
    return value;
  }

  async together(urls: string[]) {
    const { client } = this;
    const [page, order] = await client.batch(['/', { method: 'POST', url: '/orders', json: {} }], { limit: 2 });
    const statuses: number[] = [page.status, order.status];
    const all: HttpResponse[] = await client.batch(urls);
    // @ts-expect-error there are two
    const [, , third] = await client.batch(['/a', '/b']);
    // @ts-expect-error where to?
    await client.batch([{ method: 'GET' }]);
    // @ts-expect-error two bodies
    await client.batch([{ url: '/', json: 1, form: {} }]);
    const [plain, stream] = await client.batch([
      { url: '/a', stream: false },
      { url: '/b', stream: true, catchResponse: (response: StreamedResponse) => response.firstByteTime },
      { url: '/c', catchResponse: (response) => response.json() },
    ]);
    for await (const { bytes } of stream) statuses.push(bytes.length);
    // @ts-expect-error its body has been read
    plain.chunks();
    // @ts-expect-error no such option
    await client.batch([{ url: '/', foo: 1 }]);
    // @ts-expect-error no such option, nor in the midst of others
    await client.batch(['/', { url: '/', name: 'x' }, { url: '/', name: 'x', catch_response: true }]);
    // @ts-expect-error no such option of a stream
    await client.batch([{ url: '/', stream: true, foo: 1 }]);
    // @ts-expect-error no text
    await client.batch([{ url: '/', name: 5 }]);
    const kept: BatchItem[] = urls.map((url) => ({ url, name: 'kept' }));
    all.push(
      ...(await client.batch(kept)),
      ...(await client.batch(['/', ...kept])),
      ...(await client.batch([...kept, '/'])),
    );
    all.push(...(await client.batch(urls.map((url) => ({ url, method: 'POST', json: { a: 1 } })))));
    const settings: RequestSettings = { name: 'kept', params: { a: 1 } };
    all.push(...(await client.batch(urls.map((url) => ({ url, ...settings })))));
    return [statuses, all, third, await client.batch([])];
  }

  override context() {
    return { tenant: 'a' };
  }

  /** Options may be stored, extended and passed on. */
  async hand(options: RequestOptions) {
    const json: RequestOptions = { json: { a: 1 }, name: 'kept' };
    await this.client.post('/', json);
    await this.client.post('/', { ...json, headers: { a: '1' } });
    await this.client.post('/', { ...options, name: 'mine' });
    const plain: RequestSettings = { name: 'kept', params: { a: 1 } };
    await this.client.post('/', { ...plain, json: 1 });
    const settings = { name: 'kept', headers: { a: '1' } };
    await this.client.post('/', { ...settings, form: { a: 1 } });
    // @ts-expect-error the options may have a body already
    await this.client.post('/', { ...options, json: 1 });
  }
}
