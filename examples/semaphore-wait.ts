/** Users start their tasks together, once all of them have been spawned. */
import { constant, events, HttpUser, task } from 'tsloc';

let open = () => {};
let allSpawned = Promise.resolve();

events.testStart.addListener(() => {
  allSpawned = new Promise((resolve) => {
    open = resolve;
  });
});
events.spawningComplete.addListener(() => open());

export class Patient extends HttpUser {
  static override host = 'http://127.0.0.1:8000';
  static override waitTime = constant(0.2);

  override async onStart() {
    await allSpawned;
  }

  @task
  async home() {
    await this.client.get('/health');
  }
}
