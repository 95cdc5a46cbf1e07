// Print the labels `step` of all nodes, as an informer knows them, each time that it hears of one.
import * as k8s from '@kubernetes/client-node';

const config = new k8s.KubeConfig();
config.loadFromFile(process.argv[2]);
const core = config.makeApiClient(k8s.CoreV1Api);
const informer = k8s.makeInformer(config, '/api/v1/nodes', () => core.listNode());

function show() {
  const steps = informer.list().map((node) => [node.metadata.name, node.metadata.labels.step ?? '']);
  console.log(JSON.stringify(Object.fromEntries(steps)));
}

function again() {
  setTimeout(() => informer.start().catch(again), 100);
}

for (const event of ['add', 'update', 'delete']) informer.on(event, show);
informer.on('error', again);
informer.start().catch(again);
