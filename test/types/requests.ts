/** What compiles of requests, and what does not: checked by the type checker alone. */
import { createReadStream, openAsBlob } from 'node:fs';
import { HttpUser, type RequestOptions, type RequestSettings, task } from 'tsloc';

export class Caller extends HttpUser {
  @task
  async say() {
    const { client } = this;
    await client.post('/', { json: { a: 1 } });
    await client.post('/', { form: { a: 1, b: ['x', true, null] } });
    await client.post('/', { multipart: { file: await openAsBlob('a.wav'), title: 'x', tags: ['a', 'b'] } });
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

  /** Options may be kept, added to and handed on. */
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
