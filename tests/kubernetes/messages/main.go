// Print what patches and Protocol Buffers need to know of the Go types of Kubernetes, for
// simulator/cs_simulator/catalog/sources/kubernetes_messages.yaml:
//
//	go run . > ../../../simulator/cs_simulator/catalog/sources/kubernetes_messages.yaml
//
// The facts are read from the tags of the types by reflection, and the keys of lists for
// server-side apply from the schema that client-go has for its own objects.
package main

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	core "k8s.io/api/core/v1"
	extensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	applied "k8s.io/client-go/applyconfigurations"
	"k8s.io/client-go/kubernetes/scheme"
	aggregation "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	structured "sigs.k8s.io/structured-merge-diff/v6/schema"
)

// The groups and versions whose kinds a simulated cluster serves.
var served = []string{
	"admissionregistration.k8s.io/v1", "apiextensions.k8s.io/v1", "apiregistration.k8s.io/v1",
	"apps/v1", "authentication.k8s.io/v1", "authorization.k8s.io/v1", "autoscaling/v1",
	"autoscaling/v2", "autoscaling/v2beta2", "batch/v1", "batch/v1beta1",
	"certificates.k8s.io/v1", "coordination.k8s.io/v1", "coordination.k8s.io/v1beta1",
	"discovery.k8s.io/v1", "events.k8s.io/v1", "events.k8s.io/v1beta1",
	"flowcontrol.apiserver.k8s.io/v1", "networking.k8s.io/v1", "networking.k8s.io/v1beta1",
	"node.k8s.io/v1", "policy/v1", "policy/v1beta1", "rbac.authorization.k8s.io/v1",
	"scheduling.k8s.io/v1", "storage.k8s.io/v1", "v1",
}

// Types with a JSON of their own.
var scalars = map[string]string{
	"k8s.io/apimachinery/pkg/api/resource.Quantity":                                         "Quantity",
	"k8s.io/apimachinery/pkg/apis/meta/v1.Time":                                             "Time",
	"k8s.io/apimachinery/pkg/apis/meta/v1.MicroTime":                                        "MicroTime",
	"k8s.io/apimachinery/pkg/apis/meta/v1.FieldsV1":                                         "Raw",
	"k8s.io/apimachinery/pkg/runtime.RawExtension":                                          "Raw",
	"k8s.io/apimachinery/pkg/util/intstr.IntOrString":                                       "IntOrString",
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSON":                         "Raw",
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSONSchemaPropsOrArray":       "SchemaOrList",
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSONSchemaPropsOrBool":        "SchemaOrBool",
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSONSchemaPropsOrStringArray": "SchemaOrStrings",
}

// What the comments of the types say that the schema of client-go does not have.
var noted = map[string]string{
	"APIServiceStatus.conditions":               "apply=type",
	"CustomResourceDefinitionStatus.conditions": "apply=type",
	"JSONSchemaProps.x-kubernetes-validations":  "apply=rule",
}

const header = `# What patches and Protocol Buffers need to know of the types of Kubernetes objects, by group and
# version: read from the tags of the Go types by tests/kubernetes/messages, which prints this file.
#
#   name: NUMBER TYPE[?][!] [patch=...] [apply=...] [element=atomic]
#
# The name is that in JSON; one in parentheses is embedded: its fields are those of the object
# around it. The number is that of the field on the wire. A type is a scalar (string, int, bool,
# double, bytes), one with a JSON of its own (Quantity, IntOrString, Time, MicroTime, Raw JSON,
# Strings, SchemaOr...), or another row, in the same group unless it names another. [T] is a list,
# {T} a map from text. "?" may be absent, and is kept when it is zero; "!" is in the JSON even when
# it is zero. A strategic patch merges the list by the key after patch= ("." for plain values);
# "replace" replaces an object. Server-side apply merges the list by the keys after apply=, with
# what a key is if an element lacks it, or as a set; what is "atomic" has one owner as a whole, and
# so has each element after element=atomic.
`

type printer struct {
	groups   map[string]string // by package
	messages map[string]map[string][]string
	schema   *structured.Schema
}

func main() {
	for _, add := range []func(*runtime.Scheme) error{extensions.AddToScheme, aggregation.AddToScheme} {
		if err := add(scheme.Scheme); err != nil {
			panic(err)
		}
	}
	pod, err := applied.NewTypeConverter(scheme.Scheme).ObjectToTyped(
		&core.Pod{TypeMeta: meta.TypeMeta{APIVersion: "v1", Kind: "Pod"}})
	if err != nil {
		panic(err)
	}
	p := &printer{map[string]string{}, map[string]map[string][]string{}, pod.Schema()}
	p.name()
	for _, groupVersion := range served {
		p.print(groupVersion)
	}
	p.print("meta/v1")
	p.write()
}

// name finds how packages of types are called: by the group and version of their kinds.
func (p *printer) name() {
	p.groups[reflect.TypeOf(meta.ObjectMeta{}).PkgPath()] = "meta/v1"
	for kind, type_ := range scheme.Scheme.AllKnownTypes() {
		if kind.Version != "__internal" && type_.PkgPath() != "k8s.io/apimachinery/pkg/apis/meta/v1" {
			p.groups[type_.PkgPath()] = kind.GroupVersion().String()
		}
	}
}

// print adds the kinds of a group and version, and what they consist of.
func (p *printer) print(groupVersion string) {
	if groupVersion == "meta/v1" {
		p.message(reflect.TypeOf(meta.DeleteOptions{}), "")
		return
	}
	for kind, type_ := range scheme.Scheme.AllKnownTypes() {
		isOwn := p.groups[type_.PkgPath()] == groupVersion
		if kind.GroupVersion().String() == groupVersion && isOwn && !strings.HasSuffix(kind.Kind, "List") &&
			!strings.HasSuffix(kind.Kind, "Options") {
			p.message(type_, "")
		}
	}
}

func (p *printer) message(type_ reflect.Type, around string) {
	group, known := p.groups[type_.PkgPath()]
	if !known {
		panic(type_.PkgPath())
	}
	if p.messages[group] == nil {
		p.messages[group] = map[string][]string{}
	}
	if _, done := p.messages[group][type_.Name()]; done {
		return
	}
	p.messages[group][type_.Name()] = nil
	if around == "" {
		around = schemaName(type_)
	}
	lines := []string{}
	for index := range type_.NumField() {
		if line := p.field(type_.Field(index), group, around); line != "" {
			lines = append(lines, line)
		}
	}
	p.messages[group][type_.Name()] = lines
}

func schemaName(type_ reflect.Type) string {
	parts := strings.Split(type_.PkgPath(), "/")
	parts[0] = "io.k8s"
	return strings.Join(append(parts, type_.Name()), ".")
}

func (p *printer) field(field reflect.StructField, group, around string) string {
	tag := strings.Split(field.Tag.Get("protobuf"), ",")
	name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
	if len(tag) < 2 {
		return ""
	}
	type_, mark := field.Type, ""
	if type_.Kind() == reflect.Pointer {
		type_, mark = type_.Elem(), "?"
	}
	if !strings.Contains(options, "omitempty") && !strings.Contains(options, "omitzero") {
		mark += "!"
	}
	if field.Anonymous && name == "" {
		p.message(type_, around)
		return fmt.Sprintf("(%s): %s %s", field.Name, tag[1], p.typeName(type_, group))
	}
	words := []string{tag[1], p.typeName(type_, group) + mark}
	if strings.Contains(field.Tag.Get("patchStrategy"), "merge") {
		key := field.Tag.Get("patchMergeKey")
		if key == "" {
			key = "."
		}
		words = append(words, "patch="+key)
	}
	if strings.Contains(field.Tag.Get("patchStrategy"), "replace") {
		words = append(words, "patch=replace")
	}
	if apply := p.apply(around, name); apply != "" {
		words = append(words, apply)
	}
	return fmt.Sprintf("%s: %s", name, strings.Join(words, " "))
}

func (p *printer) typeName(type_ reflect.Type, group string) string {
	full := type_.PkgPath() + "." + type_.Name()
	if scalar, is := scalars[full]; is {
		if strings.HasPrefix(scalar, "Schema") {
			p.message(reflect.TypeOf(extensions.JSONSchemaProps{}), "")
		}
		return scalar
	}
	switch type_.Kind() {
	case reflect.Pointer:
		return p.typeName(type_.Elem(), group)
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "bool"
	case reflect.Int, reflect.Int32, reflect.Int64:
		return "int"
	case reflect.Float64:
		return "double"
	case reflect.Map:
		return "{" + p.typeName(type_.Elem(), group) + "}"
	case reflect.Slice:
		if type_.Elem().Kind() == reflect.Uint8 {
			return "bytes"
		}
		if type_.Name() != "" && type_.Elem().Kind() == reflect.String {
			return "Strings"
		}
		return "[" + p.typeName(type_.Elem(), group) + "]"
	case reflect.Struct:
		p.message(type_, "")
		if p.groups[type_.PkgPath()] != group {
			return p.groups[type_.PkgPath()] + "." + type_.Name()
		}
		return type_.Name()
	}
	panic(full)
}

// apply says how server-side apply merges a field, unless that is how it merges others of its type.
func (p *printer) apply(around, name string) string {
	outer, known := p.schema.FindNamedType(around)
	if !known || outer.Map == nil {
		return noted[around[strings.LastIndex(around, ".")+1:]+"."+name]
	}
	field, known := outer.Map.FindField(name)
	if !known {
		return ""
	}
	atom, _ := p.schema.Resolve(field.Type)
	switch {
	case atom.Map != nil && atom.Map.ElementRelationship == structured.Atomic:
		return "apply=atomic"
	case atom.List != nil && atom.List.ElementRelationship == structured.Associative:
		if len(atom.List.Keys) == 0 {
			return "apply=set"
		}
		apply := "apply=" + p.keys(atom.List)
		if element, _ := p.schema.Resolve(atom.List.ElementType); element.Map.ElementRelationship == structured.Atomic {
			apply += " element=atomic"
		}
		return apply
	}
	return ""
}

func (p *printer) keys(list *structured.List) string {
	element, _ := p.schema.Resolve(list.ElementType)
	keys := []string{}
	for _, key := range list.Keys {
		field, _ := element.Map.FindField(key)
		if text, is := field.Default.(string); is && text != "" {
			key += ":" + text
		}
		keys = append(keys, key)
	}
	return strings.Join(keys, ",")
}

func (p *printer) write() {
	fmt.Print(header)
	groups := []string{}
	for group := range p.messages {
		groups = append(groups, group)
	}
	slices.Sort(groups)
	for _, group := range groups {
		fmt.Printf("%s:\n", group)
		names := []string{}
		for name := range p.messages[group] {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			if len(p.messages[group][name]) == 0 {
				fmt.Printf("  %s: {}\n", name)
				continue
			}
			fmt.Printf("  %s:\n", name)
			for _, line := range p.messages[group][name] {
				// In quotes, since a test of the documentation takes the bare word for a citation.
				if rest, is := strings.CutPrefix(line, "reference:"); is {
					line = `"reference":` + rest
				}
				fmt.Printf("    %s\n", line)
			}
		}
	}
}
