import { plan } from '../bundle/index.js';

await plan();
