import { needed } from '../../inputs/problems.ts';
import type { InputTable } from '../../inputs/types.ts';
import * as types from '../../inputs/types.ts';
import { definePlatform } from '../define.ts';

const toyInputs = {
  'toy-box': {
    type: types.line(40),
    about: 'The box that is unpacked.',
  },
} as const satisfies InputTable;

/** A platform with one input of its own, as small as one can be. */
export const toy = definePlatform<'toy', typeof toyInputs, undefined>({
  name: 'toy',
  title: 'Toyland',
  about: 'Toyland of the conformance test',
  inputs: toyInputs,
  shared: ['on-busy'],
  texts: { url: 'the workshop.' },
  outputTexts: { errors: 'number of broken toys.' },
  usage: {
    deploy: ['--url … --environment … --toy-box …'],
    inspect: ['--url … --environment … --toy-box …'],
    resume: ['--url … [--deployment-id …]'],
  },
  identity: ({ 'toy-box': box }) => [box],
  noPayload: undefined,
  examine: async () => ({ payload: undefined, problems: [], warnings: [] }),
  contentsOf: () => ({ files: [] }),
  rules: ({ operation, 'toy-box': box }) =>
    operation !== 'resume' && box === undefined ? [needed('toy-box', 'is required: what is unpacked')] : [],
  base: (url) => ({ base: new URL('/toys/', url) }),
  details: ({ 'toy-box': box = '' }) => ({ edition: 'v1', asked: [], settings: [['toy box', box]] }),
  async connect({ inputs, server }) {
    const { createToyland } = await import('./toyland.ts');
    return createToyland(
      server('Toyland', { authorization: `Bearer ${inputs.token}` }),
      inputs['toy-box'] ?? '',
    );
  },
});
