// Command sdk takes a cluster and a node pool through their lives with one of the official Go
// clients, unmodified, and prints what it saw: one JSON object for each step.
//
// Its arguments are the client and its signature: cs v2, cs acs3, aliyungo or terraform. The
// address stands in CS_ENDPOINT (host and port), the key pair in ALIBABA_CLOUD_ACCESS_KEY_ID and
// ALIBABA_CLOUD_ACCESS_KEY_SECRET. It never sleeps: the simulator's clock moves with each poll.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

const (
	region       = "cn-beijing"
	vpc          = "vpc-2zedefault"
	vswitch      = "vsw-2zedefaultb"
	instanceType = "ecs.g7.xlarge"
	polls        = 200
)

var lives = map[string]func(){
	"cs v2":     func() { liveWithCS("v2") },
	"cs acs3":   func() { liveWithCS("ACS3-HMAC-SHA256") },
	"aliyungo":  liveWithAliyungo,
	"terraform": liveAsTerraform,
}

func main() {
	live, known := lives[strings.Join(os.Args[1:], " ")]
	if !known {
		fail("the arguments are one of: cs v2, cs acs3, aliyungo, terraform")
	}
	live()
}

// say prints one step and what the client made of the answer.
func say(step string, seen any) {
	line, err := json.Marshal(map[string]any{"step": step, "seen": seen})
	if err != nil {
		fail(err)
	}
	fmt.Println(string(line))
}

func fail(problem any) {
	fmt.Fprintln(os.Stderr, problem)
	os.Exit(1)
}

// must returns the answer, or ends the program with the client's error.
func must[T any](answer T, err error) T {
	if err != nil {
		fail(err)
	}
	return answer
}

// until polls until the state is the wanted one; returns the states seen. A state that is neither
// that nor one of the pending ones ends the program, as it ends a real client's wait.
func until(wanted string, pending []string, poll func() string) []string {
	var seen []string
	for i := 0; i < polls; i++ {
		state := poll()
		if len(seen) == 0 || seen[len(seen)-1] != state {
			seen = append(seen, state)
		}
		if state == wanted {
			return seen
		}
		if !contains(pending, state) {
			fail(fmt.Sprintf("unexpected state %q, wanted target %q, seen %v", state, wanted, seen))
		}
	}
	fail(fmt.Sprintf("not %s after %d polls, seen %v", wanted, polls, seen))
	return nil
}

func contains(all []string, wanted string) bool {
	for _, each := range all {
		if each == wanted {
			return true
		}
	}
	return false
}

func endpoint() string { return os.Getenv("CS_ENDPOINT") }
func keyID() string    { return os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID") }
func secret() string   { return os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET") }
