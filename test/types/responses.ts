/** What compiles of responses, and what does not: checked only by the type checker. */
import { HttpUser, type ServerSentEvent, type StreamedResponse, type Timeout, task } from 'tsloc';

class Reader extends HttpUser {
  static override timeout: Timeout = { connect: 1, total: 60 };

  @task
  async read() {
    const response = await this.client.get('/', { timeout: 5, phases: true, maxBodyBytes: 1e6 });
    const { id }: { id: string } = response.raiseForStatus().json<{ id: string }>();
    const unknownJson = response.json();
    // @ts-expect-error nobody knows what it is
    unknownJson.id;
    // @ts-expect-error it is a text
    const count: number = response.json<{ id: string }>().id;
    // @ts-expect-error only of a stream
    response.chunks();
    // @ts-expect-error no such limit
    await this.client.get('/', { timeout: { read: 5 } });
    // @ts-expect-error not known without asking
    response.phases.dns;
    return { id, count };
  }

  @task
  async stream() {
    const response: StreamedResponse = await this.client.post('/chat', { json: {}, stream: true });
    for await (const { bytes, at } of response) this.note(at, bytes.length);
    for await (const { text, at } of response.lines()) this.note(at, text.length);
    for await (const event of response.events()) this.event(event);
    const whole: Buffer = await response.read();
    await this.client.get('/', {
      stream: true,
      catchResponse: async (streamed) => {
        for await (const { at } of streamed.chunks()) this.note(at, streamed.firstByteTime);
      },
    });
    // @ts-expect-error two bodies
    await this.client.post('/', { json: {}, form: {}, stream: true });
    // @ts-expect-error a JSON answer is read in full
    await this.client.rest('GET', '/', { stream: true });
    return whole;
  }

  note(_at: number, _length: number): void {}
  event(_event: ServerSentEvent): void {}
}

export { Reader };
