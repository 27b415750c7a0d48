export const id=293;export const ids=[293];export const modules={293:((e,t,o)=>{o.d(t,{writeFirstPipeline:()=>y});var n=o(3024),i=o(1455),s=o(6760),l=o(5261),r=o(1838),a=o(3411);let p={environment:"production",package:"packages/customer-portal.zip","source-environment":"Development",application:"EmployeeBackoffice","client-id":"your-client-id"},d=`v${a.r.split(".",1)[0]}`;function c({name:e,usage:t,texts:o}){let n=/https:\/\/[\w.-]+/.exec(o.url??"")?.[0]??"https://example.com",[i=""]=t.deploy??[],s=[...i.matchAll(/--([a-z-]+)/g)].map(([,e])=>e);return{inputs:[["platform",e],...s.map(e=>[e,"url"===e?n:p[e]??"\u2026"])],secret:s.includes("client-id")?"client-secret":"token"}}function u(e){let t=e.map(([e,t])=>`--${e} ${t}`);return t.flatMap((e,o)=>o%2==0?[[e,t[o+1]].filter(Boolean).join(" ")]:[])}let m="Commit the file, and push a tag such as v1.0.0.",h={gitlab:{file:".gitlab-ci.yml",signs:[".gitlab-ci.yml",".gitlab"],text:function({inputs:e}){let t=e.filter(([e])=>"url"!==e).map(([e,t])=>`--${e} ${"environment"===e?'"$CI_ENVIRONMENT_NAME"':t}`);return`stages: [test, production]

.deploy:
  image: node:24
  timeout: 90m # above the command's own timeout, so it can report the outcome before the job is killed
  interruptible: false # a deployment is never cut off by the next pipeline
  before_script:
    - git clone --quiet --depth 1 --branch ${d} https://github.com/lowcode-deploy/lowcode-deploy.git "$HOME/lowcode-deploy"
  script:
    - node "$HOME/lowcode-deploy/dist/command/index.js" deploy ${t.join(" ")}
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
`},elsewhere:["url"],next:e=>[`Set the CI/CD variables LOWCODE_DEPLOY_URL and ${e} of the project, the secret masked and hidden. Protect both, and the tags v*: only protected branches and tags get protected variables.`,"Commit the file, push a tag such as v1.0.0, and start the job deploy-production of its pipeline."]},azure:{file:"azure-pipelines.yml",signs:["azure-pipelines.yml",".azuredevops"],text:function({inputs:e,secret:t}){let o=(0,l.VE)(t),n=u(e).map(e=>`                    ${e}`);return`trigger:
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
          - group: deploy-production # ${o}, as a secret
        strategy:
          runOnce:
            deploy:
              steps:
                - checkout: self
                - task: UseNode@1
                  inputs:
                    version: 24.x
                - bash: git clone --quiet --depth 1 --branch ${d} https://github.com/lowcode-deploy/lowcode-deploy.git "$AGENT_TEMPDIRECTORY/lowcode-deploy"
                  displayName: Fetch the command
                - bash: >-
                    exec node "$AGENT_TEMPDIRECTORY/lowcode-deploy/dist/command/index.js" deploy
${n.join("\n")}
                  name: deploy
                  displayName: Deploy
                  env:
                    ${o}: $(${o})
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
`},elsewhere:[],next:e=>[`Create the environment "production", the variable group "deploy-production" with the secret ${e}, and a pipeline from this file.`,m]},jenkins:{file:"Jenkinsfile",signs:["Jenkinsfile"],text:function({inputs:e,secret:t}){let o=[...u(e),"--junit-file deployment/junit.xml --report-file deployment/report.html"].map(e=>`            ${e}`);return`pipeline {
  agent any
  options {
    disableConcurrentBuilds() // one deployment at a time
    timeout(time: 90, unit: 'MINUTES') // above the command's own timeout, so it can report the outcome before the job is killed
  }
  stages {
    stage('Fetch the command') {
      steps {
        sh 'test -d lowcode-deploy || git clone --quiet --depth 1 --branch ${d} https://github.com/lowcode-deploy/lowcode-deploy.git lowcode-deploy'
      }
    }
    stage('Production') {
      environment {
        ${(0,l.VE)(t)} = credentials('deploy-production')
      }
      steps {
        sh '''
          exec node lowcode-deploy/dist/command/index.js deploy \\
${o.join(" \\\n")}
        '''
      }
      post {
        always {
          script {
            def result = readProperties(file: 'lowcode-deploy.properties')
            echo "Version $\{result.LOWCODE_VERSION} ended as $\{result.LOWCODE_STATUS}"
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
`},elsewhere:[],next:()=>['Create the credential "deploy-production", of the kind secret text. The plug-ins Pipeline Utility Steps, JUnit and HTML Publisher must be installed, and Node 20.12 or newer on the agent.',"Commit the file, create a pipeline job for this repository, and build it."]},github:{file:".github/workflows/deploy.yml",signs:[".github"],text:function({inputs:e,secret:t}){let[o,n,...i]=e.map(([e,t])=>`          ${e}: ${t}`),s=`          ${t}: $\{{ secrets.${(0,l.VE)(t)} }}`;return`name: Release
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
        uses: lowcode-deploy/lowcode-deploy@${d} # zizmor: ignore[unpinned-uses] better: the full commit SHA of a release
        with:
${[o,n,s,...i].join("\n")}
      - if: always()
        env:
          STATUS: $\{{ steps.deploy.outputs.status }}
        run: echo "The deployment ended as $STATUS"
`},elsewhere:[],next:e=>[`Create the environment "production" in the repository's settings, with the secret ${e}.`,m]}};async function y(e,t,o=function(e){return Object.keys(h).find(t=>h[t].signs.some(e))??"github"}(t=>(0,n.existsSync)((0,s.join)(e,t)))){let{file:a,text:p}=function(e,t){let{file:o,text:n}=h[t];return{file:o,text:n(c(e))}}(t,o),d=(0,s.join)(e,a);try{await (0,i.mkdir)((0,s.dirname)(d),{recursive:!0}),await (0,i.writeFile)(d,p,{flag:"wx"})}catch(e){if("EEXIST"!==e.code)return await (0,i.rm)(d,{force:!0}).catch(()=>{}),{problem:`${a} could not be written: ${(0,r.bD)(e)}`};return{problem:`${a} exists, and nothing was written. Move it away, or run this in an empty folder and take over what you need.`}}return{lines:[`Wrote ${a}: a first pipeline that deploys to ${t.title}.`,...function(e,t){let{inputs:o,secret:n}=c(e),{elsewhere:i,next:s}=h[t],r=o.flatMap(([e,t])=>"platform"===e||i.includes(e)?[]:[t]);return[`Replace these examples in it with your values: ${r.join(", ")}.`,...s((0,l.VE)(n))].map((e,t)=>`${t+1}. ${e}`)}(t,o)]}}})};
