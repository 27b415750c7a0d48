import { environmentName } from '../../inputs/names.ts';
import { flagLines, majorTag, type Starter } from './starter.ts';

/** The files that Jenkins shows; its plug-ins read them at a fixed path. */
const REPORTS = '--junit-file deployment/junit.xml --report-file deployment/report.html';

/** A first Jenkinsfile: docs/jenkins.md. The credential is one of Jenkins, of the kind secret text. */
export function jenkinsfile({ inputs, secret }: Starter): string {
  const flags = [...flagLines(inputs), REPORTS].map((line) => `            ${line}`);
  return `pipeline {
  agent any
  options {
    disableConcurrentBuilds() // one deployment at a time
    timeout(time: 90, unit: 'MINUTES') // above the command's own timeout, so it can report the outcome before the job is killed
  }
  stages {
    stage('Fetch the command') {
      steps {
        sh 'test -d lowcode-deploy || git clone --quiet --depth 1 --branch ${majorTag} https://github.com/lowcode-deploy/lowcode-deploy.git lowcode-deploy'
      }
    }
    stage('Production') {
      environment {
        ${environmentName(secret)} = credentials('deploy-production')
      }
      steps {
        sh '''
          exec node lowcode-deploy/dist/command/index.js deploy \\
${flags.join(' \\\n')}
        '''
      }
      post {
        always {
          script {
            def result = readProperties(file: 'lowcode-deploy.properties')
            echo "Version \${result.LOWCODE_VERSION} ended as \${result.LOWCODE_STATUS}"
          }
          junit testResults: 'deployment/junit.xml', allowEmptyResults: true
          publishHTML target: [
            reportName: 'Deployment', reportDir: 'deployment', reportFiles: 'report.html',
            keepAll: true, alwaysLinkToLastBuild: true, allowMissing: true
          ]
          archiveArtifacts artifacts: '.lowcode-deploy/**', allowEmptyArchive: true
        }
      }
    }
  }
}
`;
}
