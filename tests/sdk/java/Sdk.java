// Takes a cluster and a node pool through their lives with the official Java client, unmodified,
// and prints what it saw: one JSON object for each step.
//
// The only argument is the signature: v2 (HMAC-SHA1) or acs3. The address stands in CS_ENDPOINT
// (host and port), the key pair in ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.
// It never sleeps: the simulator's clock moves with each poll.

import com.aliyun.cs20151215.Client;
import com.aliyun.cs20151215.models.*;
import com.aliyun.cs20151215.models.CreateClusterNodePoolRequest.*;
import com.aliyun.cs20151215.models.ModifyClusterNodePoolRequest.*;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public class Sdk {
    static final String REGION = "cn-beijing";
    static final String VPC = "vpc-2zedefault";
    static final List<String> VSWITCHES = Collections.singletonList("vsw-2zedefaultb");
    static final List<String> INSTANCE_TYPES = Collections.singletonList("ecs.g7.xlarge");
    static final int POLLS = 200;
    static final Gson GSON = new GsonBuilder().serializeNulls().create();

    final Client client;
    String cluster;
    String pool;

    Sdk(String signature) throws Exception {
        client = new Client(new Config()
                .setAccessKeyId(System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"))
                .setAccessKeySecret(System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))
                .setEndpoint(System.getenv("CS_ENDPOINT"))
                .setRegionId(REGION)
                .setProtocol("http"));
        client._signatureAlgorithm = signature.equals("v2") ? "v2" : "ACS3-HMAC-SHA256";
    }

    public static void main(String[] arguments) throws Exception {
        new Sdk(arguments[0]).live(arguments[0]);
        // The client's connections keep threads of their own.
        System.exit(0);
    }

    void live(String signature) throws Exception {
        var created = client.createCluster(new CreateClusterRequest()
                .setName("from-java-" + signature)
                .setRegionId(REGION)
                .setClusterType("ManagedKubernetes")
                .setProfile("Default")
                .setClusterSpec("ack.pro.small")
                .setVpcid(VPC)
                .setVswitchIds(VSWITCHES)
                .setContainerCidr("172.20.0.0/16")
                .setServiceCidr("172.21.0.0/20")
                .setNodeCidrMask("25")
                .setProxyMode("ipvs")
                .setSnatEntry(true)
                .setEndpointPublicAccess(true)
                .setDeletionProtection(true)
                .setTags(Collections.singletonList(new Tag().setKey("team").setValue("three")))
        ).getBody();
        say("create", created.toMap());
        cluster = created.getClusterId();
        say("create task", waitForTask(created.getTaskId()));
        say("detail", client.describeClusterDetail(cluster).getBody().toMap());
        say("list", client.describeClustersV1(new DescribeClustersV1Request()).getBody().toMap());
        var resources = new ArrayList<Map<String, Object>>();
        for (var resource : client.describeClusterResources(cluster).getBody()) {
            resources.add(resource.toMap());
        }
        say("resources", resources);
        say("kubeconfig", client.describeClusterUserKubeconfig(cluster,
                new DescribeClusterUserKubeconfigRequest()
                        .setPrivateIpAddress(false)
                        .setTemporaryDurationMinutes(60L)).getBody().toMap());
        livePool();

        say("delete refused", refusalOf(() -> client.deleteCluster(cluster, new DeleteClusterRequest())));
        var modified = client.modifyCluster(cluster,
                new ModifyClusterRequest().setDeletionProtection(false)).getBody();
        say("modify", modified.toMap());
        say("modify task", waitForTask(modified.getTaskId()));
        // This client reads no body of a deletion, so it has no task to wait for.
        var deleted = client.deleteCluster(cluster,
                new DeleteClusterRequest().setRetainAllResources(false));
        say("delete", deleted.getStatusCode());
        say("deleted", until("404", "deleting", () ->
                client.describeClusterDetail(cluster).getBody().getState()));
    }

    void livePool() throws Exception {
        var created = client.createClusterNodePool(cluster, new CreateClusterNodePoolRequest()
                .setNodepoolInfo(new CreateClusterNodePoolRequestNodepoolInfo().setName("workers"))
                .setScalingGroup(new CreateClusterNodePoolRequestScalingGroup()
                        .setDesiredSize(2L)
                        .setInstanceTypes(INSTANCE_TYPES)
                        .setVswitchIds(VSWITCHES)
                        .setSystemDiskCategory("cloud_essd")
                        .setSystemDiskSize(120L))
                .setKubernetesConfig(new CreateClusterNodePoolRequestKubernetesConfig()
                        .setCmsEnabled(true)
                        .setLabels(Collections.singletonList(new Tag().setKey("a").setValue("b"))))
        ).getBody();
        say("pool", created.toMap());
        pool = created.getNodepoolId();
        say("pool created", until("active", "scaling initial", this::poolState));
        say("pool detail", client.describeClusterNodePoolDetail(cluster, pool).getBody().toMap());

        var grown = client.modifyClusterNodePool(cluster, pool, new ModifyClusterNodePoolRequest()
                .setScalingGroup(new ModifyClusterNodePoolRequestScalingGroup().setDesiredSize(3L))
        ).getBody();
        say("grow", grown.toMap());
        say("grow task", waitForTask(grown.getTaskId()));
        var scaled = client.scaleClusterNodePool(cluster, pool,
                new ScaleClusterNodePoolRequest().setCount(1L)).getBody();
        say("scale", scaled.toMap());
        say("scale task", waitForTask(scaled.getTaskId()));
        var nodes = client.describeClusterNodes(cluster, new DescribeClusterNodesRequest()
                .setNodepoolId(pool).setPageSize("50").setPageNumber("1")).getBody();
        say("nodes", nodes.toMap());

        // This old call leaves the desired size as it is, so that the pool makes a new node.
        client.removeClusterNodes(cluster, new RemoveClusterNodesRequest()
                .setNodes(Collections.singletonList(nodes.getNodes().get(0).getNodeName()))
                .setDrainNode(true)
                .setReleaseNode(true));
        say("removed", until("active", "removing scaling", this::poolState));
        say("pools", client.describeClusterNodePools(cluster).getBody().toMap());
        client.deleteClusterNodepool(cluster, pool, new DeleteClusterNodepoolRequest().setForce(true));
        say("pool deleted", until("404", "deleting", this::poolState));
    }

    String poolState() throws Exception {
        return client.describeClusterNodePoolDetail(cluster, pool).getBody().getStatus().getState();
    }

    Map<String, Object> waitForTask(String id) throws Exception {
        var seen = new LinkedHashMap<String, Object>();
        seen.put("states", until("success", "running", () ->
                client.describeTaskInfo(id).getBody().getState()));
        seen.put("task", client.describeTaskInfo(id).getBody().toMap());
        return seen;
    }

    interface Call {
        Object make() throws Exception;
    }

    // Polls until the state is the wanted one, or the status if an error answers; returns what was
    // seen. A state that is neither that nor one of the pending ones is an error.
    static List<String> until(String wanted, String pending, Call poll) throws Exception {
        var seen = new ArrayList<String>();
        for (int count = 0; count < POLLS; count++) {
            String state;
            try {
                state = String.valueOf(poll.make());
            } catch (TeaException refused) {
                state = String.valueOf(statusOf(refused));
            }
            if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(state)) {
                seen.add(state);
            }
            if (state.equals(wanted)) {
                return seen;
            }
            if (!Arrays.asList(pending.split(" ")).contains(state)) {
                throw new IllegalStateException("unexpected state " + seen + ", wanted " + wanted);
            }
        }
        throw new IllegalStateException("still not " + wanted + " but " + seen);
    }

    static Map<String, Object> refusalOf(Call call) throws Exception {
        try {
            call.make();
        } catch (TeaException refused) {
            var seen = new LinkedHashMap<String, Object>();
            seen.put("code", refused.getCode());
            seen.put("status", statusOf(refused));
            seen.put("message", refused.getMessage());
            return seen;
        }
        throw new IllegalStateException("this must be refused");
    }

    // With the older signature the client does not tell the status, but the body has it.
    static int statusOf(TeaException refused) {
        return refused.getStatusCode() != null
                ? refused.getStatusCode()
                : ((Number) refused.getData().get("status")).intValue();
    }

    static void say(String step, Object seen) {
        var line = new LinkedHashMap<String, Object>();
        line.put("step", step);
        line.put("seen", seen);
        System.out.println(GSON.toJson(line));
    }
}
