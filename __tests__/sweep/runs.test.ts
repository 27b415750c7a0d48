import { runCases } from '../support/run-cases.ts';
import { sweepRuns } from '../support/run-sweep.ts';

sweepRuns(runCases);
