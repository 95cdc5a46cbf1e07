package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	applied "k8s.io/client-go/applyconfigurations"
	"k8s.io/client-go/kubernetes/scheme"
)

// A case is a line of input: an object to which writes are made one after the other.
type testCase struct {
	APIVersion string
	Kind       string
	Writes     []struct {
		Verb    string // "patch" (strategic), "apply" or "update"
		Manager string
		Force   bool
		Body    json.RawMessage
	}
}

// reference makes the writes of each case with the libraries of the API server. For each write it
// says what came of it: the object, or nothing where it is refused, which leaves the object alone.
func reference(context.Context, clients) {
	converter := applied.NewTypeConverter(scheme.Scheme)
	for input.Scan() {
		var each testCase
		check(json.Unmarshal(input.Bytes(), &each))
		kind := schema.FromAPIVersionAndKind(each.APIVersion, each.Kind)
		manager := made(managedfields.NewDefaultFieldManager(converter, scheme.Scheme, scheme.Scheme,
			scheme.Scheme, kind, kind.GroupVersion(), "", nil))
		live := made(scheme.Scheme.New(kind))
		live.GetObjectKind().SetGroupVersionKind(kind)
		results := []any{}
		for _, write := range each.Writes {
			written, err := live, error(nil)
			switch write.Verb {
			case "patch":
				patched, failed := strategicpatch.StrategicMergePatch(
					made(json.Marshal(live)), write.Body, made(scheme.Scheme.New(kind)))
				written, err = typed(kind, patched, failed)
			case "update":
				written, err = typed(kind, write.Body, nil)
				if err == nil {
					written, err = manager.Update(live, written, write.Manager)
				}
			case "apply":
				configuration := &unstructured.Unstructured{}
				check(configuration.UnmarshalJSON(write.Body))
				written, err = manager.Apply(live, configuration, write.Manager, write.Force)
			}
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				results = append(results, map[string]any{"error": err.Error()})
				continue
			}
			made(meta.Accessor(written)).SetUID("kept")
			live = written
			results = append(results, map[string]any{"object": live.DeepCopyObject()})
		}
		say("case", results)
	}
}

func typed(kind schema.GroupVersionKind, body []byte, err error) (runtime.Object, error) {
	if err != nil {
		return nil, err
	}
	object, err := scheme.Scheme.New(kind)
	return object, errors.Join(err, json.Unmarshal(body, object))
}
