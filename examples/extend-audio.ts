/** Take a ready-made user and change what differs: here, listeners of podcasts. `tsloc -f examples/extend-audio.ts` */
import { between, task } from 'tsloc';
import { AudioUser } from '../users/audio.js';

export class PodcastListener extends AudioUser {
  static override weight = 2;
  static override waitTime = between(0.5, 1.5);
  static override genres = ['podcast'];
  static override sizeShares = { small: 0, medium: 0.2, large: 0.8 };

  // The same name: this body and this weight take the place of the ones above; the other tasks stay.
  @task(6)
  override async searchFiles(): Promise<void> {
    await this.send('GET', '/search', { params: { q: 'podcast', tag: this.random.pick(this.workload.tags) } });
  }
}
