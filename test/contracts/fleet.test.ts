import { LocalFleet } from '../../src/runner/local-fleet.js';
import { NodeFleet } from '../helpers/node-fleet.js';
import { describeFleet } from './fleet.js';

describeFleet('the fleet of this process', (environment) => new LocalFleet(environment));
describeFleet('a fleet of three nodes', (environment) => new NodeFleet(environment, ['a', 'b', 'c']));
