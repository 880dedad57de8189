/** Nobody begins before everybody is there: users wait for the end of the ramp. */
import { constant, events, HttpUser, task } from 'tsloc';

let open = () => {};
let everybodyIsThere = Promise.resolve();

events.testStart.addListener(() => {
  everybodyIsThere = new Promise((resolve) => {
    open = resolve;
  });
});
events.spawningComplete.addListener(() => open());

export class Patient extends HttpUser {
  static override host = 'http://127.0.0.1:8000';
  static override waitTime = constant(0.2);

  override async onStart() {
    await everybodyIsThere;
  }

  @task
  async home() {
    await this.client.get('/health');
  }
}
