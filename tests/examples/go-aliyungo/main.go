// Creates a cluster with denverdino/aliyungo and waits until it runs.
//
// Run it on Debian: apt install golang-go golang-github-denverdino-aliyungo-dev, and
// cs-simulator start && eval "$(cs-simulator env --new)" && GO111MODULE=off GOPATH=/usr/share/gocode go run main.go
package main

import (
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/denverdino/aliyungo/common"
	"github.com/denverdino/aliyungo/cs"
	"github.com/denverdino/aliyungo/ecs"
)

// simulator sends calls to the simulator. aliyungo knows no address but https://cs.aliyuncs.com,
// which is not part of what it signs, and sends by http.DefaultTransport.
type simulator struct {
	url  *url.URL
	next http.RoundTripper
}

func (s simulator) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	request.URL.Scheme, request.URL.Host = s.url.Scheme, s.url.Host
	return s.next.RoundTrip(request)
}

func main() {
	address, err := url.Parse(os.Getenv("CS_SIMULATOR_URL"))
	if err != nil || address.Host == "" {
		log.Fatal("set CS_SIMULATOR_URL, by eval \"$(cs-simulator env --new)\"")
	}
	http.DefaultTransport = simulator{address, http.DefaultTransport}
	client := cs.NewClient(
		os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))

	created, err := client.CreateCluster(common.Beijing, &cs.ClusterCreationArgs{
		Name:             "from-aliyungo",
		Size:             2,
		InstanceType:     "ecs.n1.small",
		NetworkMode:      cs.VPCNetwork,
		VPCID:            "vpc-2zedefault",
		VSwitchID:        "vsw-2zedefaultb",
		SubnetCIDR:       "172.28.4.0/24",
		Password:         "TestPwd124",
		DataDiskCategory: ecs.DiskCategoryCloudSSD,
		DataDiskSize:     40,
		IOOptimized:      ecs.IoOptimizedOptimized,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("created", created.ClusterID)

	for state := cs.Initial; state != cs.Running; {
		time.Sleep(500 * time.Millisecond)
		cluster, err := client.DescribeCluster(created.ClusterID)
		if err != nil {
			log.Fatal(err)
		}
		state = cluster.State
		fmt.Println(state)
		if state == cs.Failed {
			log.Fatal("the cluster failed; its logs tell why")
		}
	}
}
