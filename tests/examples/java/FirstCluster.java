// Creates a Kubernetes cluster with nothing but the JDK (11 or later) and waits until it runs.
// Run it: cs-simulator start && java FirstCluster.java
//
// The calls are not signed, as those of Alibaba's SDK are, so they belong to the tenant `default`.

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

public class FirstCluster {
    static final String URL =
            System.getenv().getOrDefault("CS_SIMULATOR_URL", "http://127.0.0.1:8015");
    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static void main(String[] arguments) throws Exception {
        var cluster = String.join("\n",
                "{\"name\": \"from-java\", \"cluster_type\": \"ManagedKubernetes\",",
                " \"region_id\": \"cn-beijing\", \"vpcid\": \"vpc-2zedefault\",",
                " \"vswitch_ids\": [\"vsw-2zedefaultb\"],",
                " \"container_cidr\": \"172.22.0.0/16\", \"service_cidr\": \"172.21.0.0/20\"}");
        var id = field("cluster_id", call("POST", "/clusters", cluster));
        System.out.println("created " + id);

        for (var state = "initial"; !state.equals("running");) {
            Thread.sleep(500);
            state = field("state", call("GET", "/clusters/" + id, ""));
            System.out.println(state);
            if (state.equals("failed")) {
                throw new IllegalStateException("the cluster failed; its logs tell why");
            }
        }
    }

    static String call(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(URL + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        var answer = CLIENT.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    // The JDK reads no JSON; for two fields a pattern will do.
    static String field(String name, String json) {
        var found = Pattern.compile("\"" + name + "\":\\s*\"([^\"]*)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return found.group(1);
    }
}
