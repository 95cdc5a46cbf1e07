// Creates a cluster with @alicloud/pop-core and waits until it runs.
// Run it: cs-simulator start && eval "$(cs-simulator env --new)" && npm install && node first-cluster.js
'use strict';

const { ROAClient } = require('@alicloud/pop-core');
const { setTimeout: sleep } = require('node:timers/promises');

const client = new ROAClient({
  accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
  accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  endpoint: process.env.CS_SIMULATOR_URL,
  apiVersion: '2015-12-15',
});
const json = { 'Content-Type': 'application/json' };

async function main() {
  const cluster = {
    name: 'from-pop-core',
    size: 2,
    instance_type: 'ecs.n1.small',
    network_mode: 'vpc',
    vpc_id: 'vpc-2zedefault',
    vswitch_id: 'vsw-2zedefaultb',
    subnet_cidr: '172.28.2.0/24',
    password: 'TestPwd124',
    data_disk_category: 'cloud_ssd',
    data_disk_size: 40,
  };
  const created = await client.request('POST', '/clusters', {}, JSON.stringify(cluster), json);
  console.log('created', created.cluster_id);

  for (let state = 'initial'; state !== 'running';) {
    await sleep(500);
    ({ state } = await client.request('GET', `/clusters/${created.cluster_id}`));
    console.log(state);
    if (state === 'failed') throw new Error('the cluster failed; its logs tell why');
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
