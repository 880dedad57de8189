/** What compiles of deciding and naming requests, and what does not: checked only by the type checker. */
import {
  type CatchBlock,
  FastHttpUser,
  type Fetch,
  HttpUser,
  type RequestName,
  type RestResponse,
  type Sample,
  task,
  User,
} from 'tsloc';

export class Decides extends HttpUser {
  @task async decide() {
    using response = await this.client.get('/', { catchResponse: true });
    response.failure('text');
    response.failure(new RangeError('x'));
    const sample: Sample = response.requestMeta;
    sample.responseTime = null;
    response.requestMeta.name = 'x';
    response.requestMeta.context = { ...sample.context, id: 1 };
    // @ts-expect-error a name is a text
    response.requestMeta.name = 7;
    // @ts-expect-error Locust's spelling
    response.request_meta;
    // @ts-expect-error a reason is needed
    response.failure();

    const block: CatchBlock = async ({ status }) => status;
    await this.client.post('/', { json: 1, catchResponse: block });
    await this.client.get('/', { catchResponse: (inside) => inside.json<{ id: number }>().id.toFixed() });
    // @ts-expect-error neither a boolean nor a function
    await this.client.get('/', { catchResponse: 'yes' });
    // @ts-expect-error a block is given a response
    await this.client.get('/', { catchResponse: (inside: string) => inside });
  }

  @task async rest() {
    const { js }: RestResponse<{ id: number }> = await this.client.rest<{ id: number }>('GET', '/', {}, (response) => {
      response.success();
      response.js?.id.toFixed();
      // @ts-expect-error there may be none
      response.js.id;
    });
    js?.id.toFixed();
    using unknown = await this.client.rest_('PUT', '/', { form: { a: 1 }, name: 'x' });
    // @ts-expect-error nobody said what it is
    unknown.js?.id;
    // @ts-expect-error the block is the last argument
    await this.client.rest('GET', '/', { catchResponse: true });
  }

  @task rename() {
    using _ = this.client.renameRequest('x');
    const naming: RequestName = ({ method, path, url }) => (url.startsWith('https') ? `${method} ${path}` : undefined);
    this.client.requestName = naming;
    this.client.requestName = null;
    // @ts-expect-error a name is a text
    this.client.requestName = () => 7;
    // @ts-expect-error there is no such word
    this.client.requestName = ({ host }) => host;
  }
}

export class Fetches extends FastHttpUser {
  @task async fetch_() {
    const web: typeof globalThis.fetch = this.fetch;
    const own: Fetch = this.fetch;
    const response: Response = await web(new Request('http://127.0.0.1/'), { method: 'POST', body: 'x' });
    await own(new URL('/', response.url), {
      name: 'x',
      context: { id: 1 },
      timeout: 5,
      catchResponse: (one) => one.json(),
    });
    // @ts-expect-error a Response of the web is not to be disposed of: decide in a function
    await own('/', { catchResponse: true });
    // @ts-expect-error an option of client.get
    await own('/', { json: {} });
    await this.client.get('/', { signal: this.signal });
    // @ts-expect-error a signal
    await this.client.get('/', { signal: true });
  }
}

export class Tracks extends User {
  @task async track() {
    const text: string = await this.trackRequests(async () => (await fetch('http://127.0.0.1/')).text());
    const length: number = this.trackRequests(() => text.length, { name: ({ path }) => path, context: { id: 1 } });
    this.trackRequests(() => length, { name: 'x' });
    // @ts-expect-error work is a function
    this.trackRequests(fetch('http://127.0.0.1/'));
    // @ts-expect-error no such option
    this.trackRequests(() => 1, { names: 'x' });
  }
}
