import { majorTag, type Starter } from './starter.ts';

/** A first pipeline for GitLab CI: docs/gitlab.md. The address and the credential are variables of the project. */
export function gitlabPipeline({ inputs }: Starter): string {
  const flags = inputs
    .filter(([name]) => name !== 'url')
    .map(([name, value]) => `--${name} ${name === 'environment' ? '"$CI_ENVIRONMENT_NAME"' : value}`);
  return `stages: [test, production]

.deploy:
  image: node:24
  timeout: 90m # above the command's own timeout, so it can report the outcome before the job is killed
  interruptible: false # a deployment is never cut off by the next pipeline
  before_script:
    - git clone --quiet --depth 1 --branch ${majorTag} https://github.com/lowcode-deploy/lowcode-deploy.git "$HOME/lowcode-deploy"
  script:
    - node "$HOME/lowcode-deploy/dist/command/index.js" deploy ${flags.join(' ')}
  artifacts:
    when: always
    paths: [.lowcode-deploy/]
    reports:
      dotenv: lowcode-deploy.env
      junit: .lowcode-deploy/*/junit.xml

deploy-test:
  extends: .deploy
  stage: test
  environment: test
  resource_group: deploy-test

deploy-production:
  extends: .deploy
  stage: production
  environment: production
  resource_group: deploy-production # one deployment at a time
  rules:
    - if: $CI_COMMIT_TAG
      when: manual
`;
}
