import { documentedLimits, tooMany } from './limits.ts';
import { type OdcScenario, refusing } from './scenario.ts';

const deploy = 'POST deployments/deployment-operations';
const look = 'GET deployments/deployment-operations/*';
const posts = [deploy, 'POST builds/build-operations', 'POST dependency-management/deployment-analyses'];

/** Scenarios that refuse requests because there are too many of them, or lose the answers to writes. */
export const limitScenarios: readonly OdcScenario[] = [
  {
    name: 'limited',
    about: '10 POSTs a minute for each endpoint and 100 requests for each API domain, else 429',
    limits: documentedLimits,
  },
  {
    name: 'limited-retry-after',
    about: 'the same, with Retry-After',
    limits: { ...documentedLimits, hasRetryAfter: true },
  },
  {
    name: 'throttled',
    about: '429 without Retry-After on the first deployment, build and analysis',
    refuse: refusing(posts, (path) => tooMany(path), 1),
  },
  {
    name: 'throttled-retry-after',
    about: 'the same with Retry-After: 7',
    refuse: refusing(posts, (path) => tooMany(path, 7), 1),
  },
  {
    name: 'throttled-looks',
    about: '429 without Retry-After on the first two looks at an operation',
    refuse: refusing([look], (path) => tooMany(path), 2),
  },
  {
    name: 'throttled-forever',
    about: '429 on every deployment',
    refuse: refusing([deploy], (path) => tooMany(path)),
  },

  {
    name: 'lost-answers',
    about: 'carries out writes and drops the connection: the first of each kind and asset',
    writeAnswers: 'lost-once',
  },
  {
    name: 'lost-late',
    about: 'the same; the first list of operations does not show the new one',
    writeAnswers: 'lost-once',
    listDelay: 1,
  },
  {
    name: 'lost-hidden',
    about: 'the same; the list of operations is always empty',
    writeAnswers: 'lost-once',
    hidesOperations: true,
  },
  {
    name: 'lost-twin',
    about: 'the same; another run of the same API client starts the same operation at the same moment',
    writeAnswers: 'lost-once',
    twin: 'same client',
  },
  {
    name: 'lost-foreign-twin',
    about: 'the same; another user starts the same operation at the same moment',
    writeAnswers: 'lost-once',
    twin: 'other user',
  },
  {
    name: 'stalled-answers',
    about: 'carries out every write and never answers it; reads are answered',
    writeAnswers: 'stalled',
  },
];
