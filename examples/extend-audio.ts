/** Extends a ready-made user class. `tsloc -f examples/extend-audio.ts` */
import { between, task } from 'tsloc';
import { AudioUser } from 'tsloc/users/audio';

export class PodcastListener extends AudioUser {
  static override weight = 2;
  static override waitTime = between(0.5, 1.5);
  static override genres = ['podcast'];
  static override sizeShares = { small: 0, medium: 0.2, large: 0.8 };

  // Replaces the body and weight of the inherited task; the other tasks stay.
  @task(6)
  override async searchFiles(): Promise<void> {
    await this.send('GET', '/search', { params: { q: 'podcast', tag: this.random.pick(this.settings.tags) } });
  }
}
