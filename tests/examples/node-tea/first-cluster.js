// Creates a Kubernetes cluster with @alicloud/cs20151215, today's client, waits until it runs, and
// gives it a node pool.
// Run it: cs-simulator start && eval "$(cs-simulator env --new)" && npm install && node first-cluster.js
'use strict';

const {
  default: Client,
  CreateClusterRequest,
  CreateClusterNodePoolRequest,
  CreateClusterNodePoolRequestNodepoolInfo,
  CreateClusterNodePoolRequestScalingGroup,
} = require('@alicloud/cs20151215');
const { $OpenApiUtil } = require('@alicloud/openapi-core');
const { setTimeout: sleep } = require('node:timers/promises');

const client = new Client(new $OpenApiUtil.Config({
  accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
  accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  regionId: process.env.ALIBABA_CLOUD_REGION_ID,
  endpoint: process.env.CS_ENDPOINT,
  protocol: 'http',
}));

async function main() {
  const { body: { clusterId } } = await client.createCluster(new CreateClusterRequest({
    name: 'from-tea',
    clusterType: 'ManagedKubernetes',
    regionId: 'cn-beijing',
    vpcid: 'vpc-2zedefault',
    vswitchIds: ['vsw-2zedefaultb'],
    containerCidr: '172.20.0.0/16',
    serviceCidr: '172.21.0.0/20',
  }));
  console.log('created', clusterId);

  for (let state = 'initial'; state !== 'running';) {
    await sleep(500);
    ({ body: { state } } = await client.describeClusterDetail(clusterId));
    console.log(state);
    if (state === 'failed') throw new Error('the cluster failed; its task says why');
  }

  const { body: { nodepoolId, taskId } } = await client.createClusterNodePool(
    clusterId,
    new CreateClusterNodePoolRequest({
      nodepoolInfo: new CreateClusterNodePoolRequestNodepoolInfo({ name: 'workers' }),
      scalingGroup: new CreateClusterNodePoolRequestScalingGroup({
        desiredSize: 2,
        instanceTypes: ['ecs.g7.xlarge'],
        vswitchIds: ['vsw-2zedefaultb'],
      }),
    }),
  );
  while ((await client.describeTaskInfo(taskId)).body.state === 'running') await sleep(500);
  const { body: { status } } = await client.describeClusterNodePoolDetail(clusterId, nodepoolId);
  console.log('node pool', status.state, 'healthy nodes', status.healthyNodes);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
