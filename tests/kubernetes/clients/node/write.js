// Read the version, and take a config map through its life; print what was seen of it.
import * as k8s from '@kubernetes/client-node';

const config = new k8s.KubeConfig();
config.loadFromFile(process.argv[2]);
const core = config.makeApiClient(k8s.CoreV1Api);
const seen = {};
seen.version = (await config.makeApiClient(k8s.VersionApi).getCode()).gitVersion;
seen.nodes = (await core.listNode()).items.length;
const place = { namespace: 'default', name: 'of-node' };
const made = await core.createNamespacedConfigMap({
  namespace: 'default', body: { metadata: { name: 'of-node' }, data: { n: '1' } },
});
seen.made = made.data.n;
const patched = await core.patchNamespacedConfigMap(
  { ...place, body: [{ op: 'replace', path: '/data/n', value: '2' }] },
  k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.JsonPatch),
);
seen.patched = patched.data.n;
const replaced = await core.replaceNamespacedConfigMap({
  ...place, body: { ...patched, data: { n: '3' } },
});
seen.replaced = replaced.data.n;
try {
  await core.replaceNamespacedConfigMap({ ...place, body: { ...patched, data: { n: '4' } } });
} catch (problem) {
  seen.conflict = problem.code;
}
await core.deleteNamespacedConfigMap(place);
try {
  await core.readNamespacedConfigMap(place);
} catch (problem) {
  seen.gone = problem.code;
}
console.log(JSON.stringify(seen));
