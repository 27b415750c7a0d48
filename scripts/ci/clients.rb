# Sends a deployment with BigPanda's own Ruby client. Argument: the sandbox's address.
require 'bigpanda'

client = BigPanda::Client.new(access_token: 'sandbox-happy', target_url: ARGV.fetch(0))
deployment = { component: 'portal', version: '3.0.0', hosts: ['web-3'], env: 'test' }
client.notify_deployment_start(deployment)
client.notify_deployment_end(deployment.merge(status: 'success'))
