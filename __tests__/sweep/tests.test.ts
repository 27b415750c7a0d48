import { sweepFaults } from '../support/sweep.ts';
import { testedAppian, testedLifeTime } from '../support/tested.ts';

sweepFaults('tests after a deployment', [testedAppian, testedLifeTime]);
