import { environmentName } from '../../inputs/names.ts';
import { majorTag, type Starter } from './starter.ts';

/** A first workflow for GitHub Actions: docs/github.md. */
export function githubWorkflow({ inputs, secret }: Starter): string {
  const [platform, url, ...others] = inputs.map(([name, value]) => `          ${name}: ${value}`);
  const credential = `          ${secret}: \${{ secrets.${environmentName(secret)} }}`;
  return `name: Release
on:
  push:
    tags: ['v*']

permissions: {}

jobs:
  deploy:
    name: Deploy
    runs-on: ubuntu-latest
    permissions:
      contents: read # checkout
    environment: production # approvals and secrets
    timeout-minutes: 90 # above the action's own timeout, so it can report the outcome before the job is killed
    concurrency:
      group: deploy-production
      cancel-in-progress: false # the next run waits; it does not cancel a deployment
      queue: max # a waiting run is not dropped
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - id: deploy
        uses: lowcode-deploy/lowcode-deploy@${majorTag} # zizmor: ignore[unpinned-uses] better: the full commit SHA of a release
        with:
${[platform, url, credential, ...others].join('\n')}
      - if: always()
        env:
          STATUS: \${{ steps.deploy.outputs.status }}
        run: echo "The deployment ended as $STATUS"
`;
}
