/** Measures the first token and the time between tokens of a chat that streams server-sent events. */
import { constant, HttpUser, task } from 'tsloc';

export class Chatter extends HttpUser {
  static override waitTime = constant(1);
  static override timeout = { headers: 10, body: 5, total: 60 };

  @task
  async ask() {
    using response = await this.client.post('/chat', {
      json: { prompt: 'Why is the sky blue?' },
      stream: true,
      catchResponse: true,
    });
    let last: number | null = null;
    let isComplete = false;
    for await (const { data, at } of response.events()) {
      if (data === '[DONE]') {
        isComplete = true;
      } else {
        if (last === null) this.time('first token', at);
        else this.time('next token', at - last);
        last = at;
      }
    }
    if (response.ok && !isComplete) response.failure('the answer is incomplete');
  }

  time(name: string, responseTime: number) {
    this.environment.events.request.fire({ requestType: 'SSE', name, responseTime });
  }
}
