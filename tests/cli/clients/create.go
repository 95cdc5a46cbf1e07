// Command create creates a Kubernetes cluster, waits until it runs, and deletes it again, with
// nothing but Go's own library.
// Run it: go build create.go && cs-simulator explore -- ./create
// With the argument "careless" it has one bug: it gives up at the first answer with a status of 5xx.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
)

const (
	tries = 8                    // of one call
	polls = 40                   // of one wait
	pause = 5 * time.Millisecond // between two of either: virtual time moves with the polls
)

var (
	isCareless = len(os.Args) > 1 && os.Args[1] == "careless"
	client     = http.Client{Timeout: 5 * time.Second}
)

type answer struct {
	status int // 0 if nothing was answered, or nothing that can be read
	fields map[string]any
}

func (a answer) text(field string) string {
	text, _ := a.fields[field].(string)
	return text
}

// mayPass tells whether trying again may help.
func (a answer) mayPass() bool {
	switch {
	case a.status >= 500:
		return !isCareless
	case a.status == 0, a.status == http.StatusConflict, a.status == http.StatusTooManyRequests:
		return true
	}
	return strings.HasPrefix(a.text("code"), "Throttling")
}

func send(method, path string, body any) answer {
	raw := []byte{}
	if body != nil {
		raw, _ = json.Marshal(body)
	}
	url := "http://" + os.Getenv("CS_ENDPOINT") + path
	request, err := http.NewRequest(method, url, bytes.NewReader(raw))
	if err != nil {
		return answer{}
	}
	request.Header.Set("Authorization", "acs "+os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")+":unsigned")
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return answer{}
	}
	defer response.Body.Close()
	read := new(bytes.Buffer)
	if _, err := read.ReadFrom(response.Body); err != nil {
		return answer{}
	}
	made := answer{status: response.StatusCode, fields: map[string]any{}}
	if read.Len() > 0 && json.Unmarshal(read.Bytes(), &made.fields) != nil {
		return answer{}
	}
	return made
}

func call(method, path string, body any) (last answer) {
	for range tries {
		last = send(method, path, body)
		if !last.mayPass() {
			break
		}
		time.Sleep(pause)
	}
	return last
}

func create() string {
	body := map[string]any{
		"name":           "from-go",
		"cluster_type":   "ManagedKubernetes",
		"region_id":      "cn-beijing",
		"vpcid":          "vpc-2zedefault",
		"vswitch_ids":    []string{"vsw-2zedefaultb"},
		"container_cidr": "172.20.0.0/16",
		"service_cidr":   "172.21.0.0/20",
		"client_token":   fmt.Sprintf("from-go-%d", os.Getpid()),
	}
	for range tries {
		made := call("POST", "/clusters", body)
		if id := made.text("cluster_id"); id != "" {
			return id
		}
		if made.status >= 400 {
			fail(fmt.Sprintf("the creation was answered %d %s", made.status, made.text("code")))
		}
	}
	fail("the creation was never answered")
	return ""
}

// until polls a cluster for the first of these states; "gone" once it is.
func until(id string, states ...string) string {
	for range polls {
		seen := call("GET", "/clusters/"+id, nil)
		state := seen.text("state")
		if seen.status == 404 {
			state = "gone"
		} else if seen.status >= 500 {
			fail(fmt.Sprintf("the cluster was answered %d", seen.status))
		}
		for _, wanted := range states {
			if state == wanted {
				return state
			}
		}
		time.Sleep(pause)
	}
	return "unknown"
}

func remove(id string) {
	for range tries {
		call("DELETE", "/clusters/"+id, nil)
		if until(id, "gone", "delete_failed") == "gone" {
			return
		}
	}
	fail(id + " is still there")
}

func fail(reason string) {
	fmt.Fprintln(os.Stderr, reason)
	os.Exit(1)
}

func main() {
	id := create()
	state := until(id, "running", "failed")
	remove(id)
	if state != "running" {
		fail(id + " was " + state)
	}
}
