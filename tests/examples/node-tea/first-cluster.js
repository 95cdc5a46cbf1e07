// Creates a cluster with @alicloud/cs20151215, today's client, and waits until it runs.
// Run it: cs-simulator start && eval "$(cs-simulator env --new)" && npm install && node first-cluster.js
'use strict';

const { default: Client } = require('@alicloud/cs20151215');
const { $OpenApiUtil } = require('@alicloud/openapi-core');
const { RuntimeOptions } = require('@alicloud/tea-util');
const { setTimeout: sleep } = require('node:timers/promises');

const client = new Client(new $OpenApiUtil.Config({
  accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
  accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  regionId: process.env.ALIBABA_CLOUD_REGION_ID,
  endpoint: process.env.CS_ENDPOINT,
  protocol: 'http',
}));

// The typed CreateClusterRequest has today's fields only, so those of a Swarm cluster go this way.
function createCluster(body) {
  const params = new $OpenApiUtil.Params({
    action: 'CreateCluster',
    version: '2015-12-15',
    protocol: 'HTTP',
    method: 'POST',
    pathname: '/clusters',
    authType: 'AK',
    style: 'ROA',
    reqBodyType: 'json',
    bodyType: 'json',
  });
  const request = new $OpenApiUtil.OpenApiRequest({ body });
  return client.callApi(params, request, new RuntimeOptions({}));
}

async function main() {
  const { body: created } = await createCluster({
    name: 'from-tea',
    size: 2,
    instance_type: 'ecs.n1.small',
    network_mode: 'vpc',
    vpc_id: 'vpc-2zedefault',
    vswitch_id: 'vsw-2zedefaultb',
    subnet_cidr: '172.28.3.0/24',
    password: 'TestPwd124',
    data_disk_category: 'cloud_ssd',
    data_disk_size: 40,
  });
  console.log('created', created.cluster_id);

  for (let state = 'initial'; state !== 'running';) {
    await sleep(500);
    ({ body: { state } } = await client.describeClusterDetail(created.cluster_id));
    console.log(state);
    if (state === 'failed') throw new Error('the cluster failed; its logs tell why');
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
