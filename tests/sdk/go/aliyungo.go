package main

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/denverdino/aliyungo/common"
	"github.com/denverdino/aliyungo/cs"
)

func newAliyungo() *cs.Client {
	client := cs.NewClient(keyID(), secret())
	client.SetEndpoint("https://" + endpoint())
	client.SetUserAgent("Terraform")
	return client
}

// liveWithAliyungo makes a dedicated cluster, which is what Terraform still makes with this client.
// Its requests send every field: what nobody set goes as "", 0, false or null.
func liveWithAliyungo() {
	client := newAliyungo()

	created := must(client.CreateDelicatedKubernetesCluster(&cs.DelicatedKubernetesClusterCreationRequest{
		ClusterArgs: cs.ClusterArgs{
			Name:                 "from-aliyungo",
			ClusterType:          cs.DelicatedKubernetes,
			RegionId:             region,
			VpcId:                vpc,
			ContainerCidr:        "172.20.0.0/16",
			ServiceCidr:          "172.21.0.0/20",
			ProxyMode:            cs.ProxyMode(cs.IPVS),
			NodeCidrMask:         "24",
			EndpointPublicAccess: true,
			SnatEntry:            true,
			DisableRollback:      true,
			LoginPassword:        "Sdk-Passw0rd",
			Tags:                 []cs.Tag{{Key: "team", Value: "two"}},
		},
		MasterArgs: cs.MasterArgs{
			MasterCount:              3,
			MasterVSwitchIds:         []string{vswitch, vswitch, vswitch},
			MasterInstanceTypes:      []string{instanceType, instanceType, instanceType},
			MasterInstanceChargeType: "PostPaid",
			MasterSystemDiskCategory: "cloud_essd",
			MasterSystemDiskSize:     120,
		},
	}))
	say("create", created)
	id := created.ClusterID
	say("create task", pollTask(client, created.TaskId))
	say("created", pollCluster(client, id, "running", "initial"))
	say("detail", must(client.DescribeKubernetesClusterDetail(id)))
	say("endpoints", must(client.GetClusterEndpoints(id)))
	say("kubeconfig", must(client.DescribeClusterUserConfig(id, false)))

	desired, size, category := int64(2), int64(120), "cloud_essd"
	name, grownTo := "workers", int64(3)
	group := cs.ScalingGroup{
		VswitchIds:         []string{vswitch},
		InstanceTypes:      []string{instanceType},
		SystemDiskCategory: "cloud_essd",
		SystemDiskSize:     &size,
		DataDisks:          []cs.NodePoolDataDisk{{Category: category, Size: 200}},
		DesiredSize:        &desired,
	}
	pool := must(client.CreateNodePool(&cs.CreateNodePoolRequest{
		RegionId:     region,
		NodePoolInfo: cs.NodePoolInfo{Name: &name, NodePoolType: "ess"},
		ScalingGroup: group,
	}, id))
	say("pool", pool)
	say("pool task", pollTask(client, pool.TaskID))
	say("pool detail", must(client.DescribeNodePoolDetail(id, pool.NodePoolID)))

	// The answer's task id is not read by this client: it looks at the pool's state.
	group.DesiredSize = &grownTo
	say("grow", must(client.UpdateNodePool(id, pool.NodePoolID, &cs.UpdateNodePoolRequest{
		RegionId:     region,
		NodePoolInfo: cs.NodePoolInfo{Name: &name},
		ScalingGroup: group,
	})))
	say("grown", pollPool(client, id, pool.NodePoolID, "scaling", "updating"))
	nodes, page, err := client.GetKubernetesClusterNodes(
		id, common.Pagination{PageNumber: 1, PageSize: 50}, pool.NodePoolID)
	must(page, err)
	say("nodes", map[string]any{"nodes": nodes, "page": page})
	all, _, err := client.GetKubernetesClusterNodes(
		id, common.Pagination{PageNumber: 1, PageSize: 50}, "")
	must(true, err)
	say("all nodes", all)

	// This old call leaves the desired size as it is, so that the pool makes a new node.
	say("remove", must(client.DeleteKubernetesClusterNodes(id, &cs.DeleteKubernetesClusterNodesRequest{
		ReleaseNode: true, Nodes: []string{nodes[0].NodeName},
	})))
	say("removed", pollPool(client, id, pool.NodePoolID, "removing", "scaling"))
	say("pools", must(client.DescribeClusterNodePools(id)))
	must(true, client.ForceDeleteNodePool(id, pool.NodePoolID))
	say("pool deleted", until("404", []string{"deleting"}, func() string {
		detail, err := client.DescribeNodePoolDetail(id, pool.NodePoolID)
		if err != nil {
			return statusOf(err)
		}
		return detail.State
	}))

	must(true, client.DeleteKubernetesCluster(id))
	say("deleted", until("404", []string{"deleting"}, func() string {
		detail, err := client.DescribeKubernetesClusterDetail(id)
		if err != nil {
			return statusOf(err)
		}
		return detail.State
	}))
}

// pollTask uses the client's own way of making a call, for it has no method of tasks.
func pollTask(client *cs.Client, id string) []string {
	return until("success", []string{"running"}, func() string {
		var task struct {
			State string `json:"state"`
		}
		err := client.Invoke(region, http.MethodGet, "/tasks/"+url.PathEscape(id), nil, nil, &task)
		return must(task.State, err)
	})
}

func pollCluster(client *cs.Client, id, wanted string, pending ...string) []string {
	return until(wanted, pending, func() string {
		return must(client.DescribeKubernetesClusterDetail(id)).State
	})
}

func pollPool(client *cs.Client, id, pool string, pending ...string) []string {
	return until("active", pending, func() string {
		return must(client.DescribeNodePoolDetail(id, pool)).State
	})
}

// statusOf returns the HTTP status of an error answer as text; any other error is a failure.
func statusOf(err error) string {
	var refused *common.Error
	if !errors.As(err, &refused) || refused.StatusCode != http.StatusNotFound || refused.Code == "" {
		fail(err)
	}
	return "404"
}
