import { environmentName } from '../../inputs/names.ts';
import { flagLines, majorTag, type Starter } from './starter.ts';

/** A first pipeline for Azure Pipelines: docs/azure-pipelines.md. The credential is in a group of variables. */
export function azurePipeline({ inputs, secret }: Starter): string {
  const variable = environmentName(secret);
  const flags = flagLines(inputs).map((line) => `                    ${line}`);
  return `trigger:
  tags:
    include: ['v*']

pool:
  vmImage: ubuntu-latest

stages:
  - stage: production
    jobs:
      - deployment: portal
        environment: production # its approvals and checks
        timeoutInMinutes: 90 # above the command's own timeout, so it can report the outcome before the job is killed
        variables:
          - group: deploy-production # ${variable}, as a secret
        strategy:
          runOnce:
            deploy:
              steps:
                - checkout: self
                - task: UseNode@1
                  inputs:
                    version: 24.x
                - bash: git clone --quiet --depth 1 --branch ${majorTag} https://github.com/lowcode-deploy/lowcode-deploy.git "$AGENT_TEMPDIRECTORY/lowcode-deploy"
                  displayName: Fetch the command
                - bash: >-
                    exec node "$AGENT_TEMPDIRECTORY/lowcode-deploy/dist/command/index.js" deploy
${flags.join('\n')}
                  name: deploy
                  displayName: Deploy
                  env:
                    ${variable}: $(${variable})
                - task: PublishTestResults@2
                  condition: always()
                  inputs:
                    testResultsFormat: JUnit
                    testResultsFiles: .lowcode-deploy/*/junit.xml
                    searchFolder: $(System.DefaultWorkingDirectory)
                    testRunTitle: Deployment to production
                - publish: .lowcode-deploy
                  artifact: deployment-$(System.JobAttempt)
                  condition: always()
                - bash: echo "The deployment of $VERSION ended as $STATUS"
                  condition: always()
                  env:
                    STATUS: $(deploy.STATUS)
                    VERSION: $(deploy.VERSION)
`;
}
