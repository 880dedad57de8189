/** The load of a scenario as a shape. */
import { LoadShape, type Tick } from '../../core/shape.js';
import { loadAt, type ScenarioLoad } from './load.js';

/** A class of shapes that follow the load; its name is shown where shapes are. */
export function scenarioShape(name: string, load: ScenarioLoad): new () => LoadShape {
  const shape = class extends LoadShape {
    static override abstract = false;
    static override useCommonOptions = true; // they have changed the load already

    tick(): Tick | null {
      const current = loadAt(load, this.getRunTime());
      return current === null ? null : [current.users, current.spawnRate];
    }
  };
  Object.defineProperty(shape, 'name', { value: name });
  return shape;
}
