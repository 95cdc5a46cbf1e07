"""Scenarios that say nothing: names that nothing has, and rules about what never meets."""

import ast
import re
from inspect import getsource
from pathlib import Path

import pytest
from cs_simulator import scenarios
from cs_simulator.cluster_types import registry
from cs_simulator.kubernetes import vocabulary
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.file import lint, reader
from cs_simulator.scenarios.file.problems import MOST_PROBLEMS, UnusableFileError

from tests.cli.test_scenario_lint import WRONG

HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: x}\n"
REMEDY = re.compile(
    r"\b(write|give|leave|name another|name an|did you mean|put it|nest at most|include the rest)\b"
)


def nothing_beside(_file, _name):
    raise OSError("there is none")


def problems(text):
    try:
        loaded = reader.read("x", HEAD + text, nothing_beside)
    except UnusableFileError as refused:
        return list(refused.problems)
    return lint.lint(loaded, vocabulary(registry()))


def of_rule(rule):
    return f"rules:\n  - {{id: a, {rule}}}\n"


# A rule without its id, the code of its problem, and a piece of what to write instead.
RULES = [
    ("when: {stage: ecs}, then: reset", "E009", "leave stage out"),
    ("when: {stage: ecs}, phase: reply, then: {slow: {bytes_per_second: 9}}", "E009",
     "write phase: provision"),
    ("when: {state: runing}, then: reset", "E003", "'running'"),
    ('when: {body: {name: "ghost-*"}}, then: ghost_success', "W105", "{glob: ghost-*}"),
    ("when: {operation: DescribeClusters, stage: ecs}, then: stuck", "E009", "CreateCluster"),
    ("when: {operation: DescribeClusters}, then: stuck", "E009", "CreateCluster"),
    ("when: {operation: ScaleInCluster}, then: stuck", "E009", "DeleteClusterNode; write that"),
    ("when: {operation: DeleteCluster}, then: flapping", "E009", "write one of delete_ecs"),
    ("when: {operation: DeleteCluster}, then: no_stock", "E009", "have no stage 'ecs'"),
    ("when: {stage: boot}, then: delete_fails", "E009", "have no stage 'boot'"),
    ("when: {stage: slb}, then: flapping", "E009", "write a node's"),
    ("when: {stage: [slb, security_group]}, then: ready_then_lost", "E009", "write a node's"),
    ("when: {operation: CreateCluster}, then: {list_lag: 5s}", "E009", "an operation that reads"),
    ("when: {operation: DescribeClusters}, then: ghost_success", "E009", "that changes"),
    ("when: {operation: DescribeClusters}, then: quota", "E009", "or write phase: admit"),
    ("when: {operation: CreateTriggerHook}, then: lost_reply", "E009", "write phase: admit"),
    ("when: {operation: CreateCluster, state: running}, then: reset", "E009", "leave state out"),
    ("when: {operation: CreateCluster, state: running}, then: stuck", "E009", "write initial"),
    ("when: {operation: DescribeClusters, cluster: web}, then: reset", "E009", "leave cluster out"),
    ("when: {operation: DescribeEvents, zone_id: cn-beijing-b}, then: reset", "E009",
     "leave zone_id out"),
    ("when: {operation: DescribeClusters, body: {size: 3}}, then: reset", "W105", "leave body out"),
    ('when: {operation: "/^Create/"}, then: reset', "E003", "with cluster only"),
    ("when: {headers: {user-agent: x}}, then: stuck", "E009", "leave headers out"),
    ("when: {body: {size: 3}}, then: stuck", "E009", "leave body out"),
    ("when: {region_id: cn-beijing, zone_id: cn-hangzhou-b}, then: reset", "E009", "cn-hangzhou"),
    ("when: {region_id: cn-bejing}, then: reset", "W104", "'cn-beijing'"),
    ("when: {instance_type: ecs.n1.smal}, then: reset", "W104", "'ecs.n1.small'"),
    ('when: {body: {size: "3"}}, then: reset', "W105", "write a number"),
    ("when: {body: {name: {gt: 3}}}, then: reset", "W105", "write a text"),
    ("when: {body: {need_slb: 1}}, then: reset", "W105", "write true or false"),
    ("when: {body: {nmae: x}}, then: reset", "W106", "'name'"),
    ("when: {operation: ScaleCluster, body: {vpc_id: x}}, then: reset", "W106", "no request of"),
    ("when: {body: {size: {gt: 5, lt: 3}}}, then: reset", "E009", "write a range"),
    ("when: {body: {size: {gt: 3, lte: 3}}}, then: reset", "E009", "write a range"),
    ("when: {body: {size: {in: []}}}, then: reset", "E009", "write the values"),
    ("when: {body: {size: {}}}, then: reset", "W105", "an operator like gte"),
    ("when: {body: {size: {exists: false, gt: 3}}}, then: reset", "E009", "leave exists"),
    ("when: {body: {size: {eq: 3, ne: 3}}}, then: reset", "E009", "leave one"),
    ("when: {body: {size: {eq: 2, gte: 3}}}, then: reset", "E009", "2 is out of the range"),
    ("when: {body: {size: {in: [1, 2], gt: 5}}}, then: reset", "E009", "1 or 2 is out of the"),
    ("when: {body: {size: {eq: 3, in: [1, 2]}}}, then: reset", "E009", "one of eq and in"),
    ("when: {body: {region_id: cn-bejing}}, then: reset", "W104", "'cn-beijing'"),
    ("when: {body: {instance_type: {in: [ecs.n1.smal]}}}, then: reset", "W104", "'ecs.n1.small'"),
    ('when: {body: {instance_type: {glob: "ecs.x9*"}}}, then: reset', "W104", "no instance_type"),
    ("when: {body: {.: 3}}, then: reset", "W106", "names no field"),
    ("when: {cluster: my_db}, then: stuck", "W105", "letters, digits and hyphens"),
    ("when: {cluster: /web*}, then: stuck", "W105", "for a regular expression"),
    ("when: {cluster: /(?=a)/}, then: reset", "E008", "without looking ahead"),
    ("when: {cluster: 123}, then: reset", "E008", "quotes turn a number into one"),
    ("when: {namespace: shop}, then: reset", "E009", "use a fault of pods"),
    ("when: {kind: Pod}, then: stuck", "E009", "steps of tasks have no kind; leave kind out"),
    ("when: {name: web}, then: {list_lag: 5s}", "E009", "calls have no name; leave name out"),
    ("when: {image: nginx}, then: {slow: 2}", "E009", "write phase: pod"),
    ("when: {node: web}, then: {watch_cut: 1}", "E009", "leave node out"),
    ("when: {operation: CreateCluster}, then: crash_loop", "E009", "leave operation out"),
    ("when: {task: nodepool_create}, then: crash_loop", "E009", "leave task out"),
    ("when: {headers: {user-agent: x}}, then: crash_loop", "E009", "leave headers out"),
    ("when: {body: {spec: 3}}, then: crash_loop", "E009", "pods have no body"),
    ("when: {stage: ecs}, then: crash_loop", "E003", "write one of pull, init, start"),
    ("then: never_ready}\n  - {id: b, when: {kind: Job}, then: never_ready", "W101", "put it"),
    ("when: {stage: pull}, then: stuck", "E003", "there is no stage 'pull'"),
    ("when: {stage: pull}, then: crash_loop", "E009", "in the stage start only; leave stage out"),
    ('when: {stage: "*"}, then: never_ready', "E009", "in the stage ready only"),
    ("when: {cluster_type: swarm}, then: crash_loop", "E009", "have no pods; write another type"),
    ("when: {cluster: my_db}, then: crash_loop", "W105", "letters, digits and hyphens"),
    ("when: {kind: deployment}, then: crash_loop", "W105", "did you mean 'Deployment'"),
    ("when: {kind: Deploymnet}, then: crash_loop", "W105", "did you mean 'Deployment'"),
    ("when: {kind: thing}, then: crash_loop", "W105", "write one of Pod, Deployment"),
    ('when: {kind: "/Job/"}, then: crash_loop', "W105", "write kind with * and ?"),
    ("when: {namespace: My_Shop}, then: crash_loop", "W105", "write lower-case letters"),
    ("when: {name: Web}, then: crash_loop", "W105", "no name can be 'Web'"),
    ("when: {node: node_1}, then: crash_loop", "W105", "no node can be 'node_1'"),
    ('when: {image: "/nginx/"}, then: crash_loop', "W105", "write image with * and ?"),
    ("fire: {per: body.name}, then: crash_loop", "W105", "pods have no body"),
    ("select: {count: 1}, then: crash_loop", "W105", "leave select out"),
    ("phase: provision, then: crash_loop", "W102", "write phase: pod"),
    ("phase: pod, then: reset", "W102", "write phase: admit"),
    ("then: {crash_loop: {times: 0}}", "E008", "write 1 or more"),
    ("then: {crash_loop: {exit_code: 0}}", "E008", "write 1 or more"),
    ("then: {crash_loop: {exit_code: 256}}", "E008", "write 255 or less"),
    ("then: {crash_lop: 3}", "E002", "'crash_loop'"),
    ("phase: pod, then: {slow: {bytes_per_second: 9}}", "E008", "write phase: reply, or read"),
    ("phase: pod, then: {slow: {}}", "E008", "in pod, give factor or takes or more"),
    ("phase: pod, then: {slow: {factor: 2, more: 5s}}", "E008", "and nothing else"),
    ("phase: pod, then: {slow: {more: 0}}", "E008", "write more"),
    ("phase: pod, then: {slow: {factor: 1}}", "E008", "write more"),
    ("then: {slow: {more: 5s}}", "E008", "in provision, give factor or takes"),
    ("fire: {nth: 2, every: 2}, then: reset", "E007", "or leave every out"),
    ("fire: {nth: 2, skip: 2}, then: reset", "E007", "or leave skip out"),
    ("fire: {per: clusters, nth: 2}, then: reset", "W106", "'cluster'"),
    ("fire: {per: body.nmae, nth: 2}, then: reset", "W106", "'body.name'"),
    ("fire: {per: body.name, nth: 2}, then: stuck", "W105", "write cluster or all"),
    ("fire: {window: {for: 0}}, then: reset", "E007", "write more than 0"),
    ("fire: {window: {every: 5m}}, then: reset", "E007", "how long it stays open"),
    ("fire: {window: {for: 5m, every: 1m}}, then: reset", "E007", "a longer every"),
    ("ttl: 1m, fire: {window: {after: 5m}}, then: reset", "E007", "a longer ttl"),
    ("ttl: 0, then: reset", "E007", "leave ttl out"),
    ('when: {time: {after: "09:00", before: "09:00"}}, then: reset', "E007", "another time"),
    ('when: {time: {before: "00:00"}}, then: reset', "E007", "24:00"),
    ("select: {count: 1}, then: reset", "W105", "leave select out"),
    ("when: {stage: slb}, select: {count: 1}, then: stuck", "W105", "leave select out"),
    ("select: {percent: 0}, then: stuck", "E007", "write how many"),
    ("then: {slow: {bytes_per_second: 1}}", "E008", "write phase: reply, or read"),
    ("phase: read, then: {slow: 2}", "E008", "in read, give bytes_per_second"),
    ("then: {slow: {factor: 1}}", "E008", "write more"),
    ("then: {slow: {takes: {percentiles: {p50: 5s}}}}", "E005", 'write "50%"'),
    ("then: {slow: {takes: {percentiles: {half: 5s}}}}", "E005", 'write "50%"'),
    ("then: {slow: {takes: {percentiles: {90%: 5s, 50%: 9s}}}}", "E005", "both growing"),
    ("then: {slow: {takes: {uniform: [5s]}}}", "E008", "it is missing"),
    ("then: {slow: {takes: {lognormal: {median: 0, max: 5s}}}}", "E005", "write a duration"),
    ("then: {slow: {takes: {fixed: 1s, uniform: [1s, 2s]}}}", "E005", "give exactly one"),
    ("then: {throttled_inside: {tries: 1000000}}", "E008", "write 100 or less"),
    ("then: {flapping: {times: 999999999, every: 2s, lasts: 1s}}", "E008", "write 1000 or less"),
    ("then: {flapping: {every: 2s, lasts: 2s}}", "E008", "write another time"),
    ("then: {throttle: {rate: 0.000000000001/h}}", "E008", "from 0.00001/h"),
    ("then: {throttle: {rate: 99999999/s}}", "E008", "to 1000000/s"),
    ("then: {delay: 10m}", "E008", "write less, or virtual: true"),
    ("then: {delay: 0}", "E008", "write how long"),
    ("then: {hang: 10m}", "E008", "write less"),
    ("then: {stuck: 0}", "E008", "leave lasts out"),
    ("then: {degradation: {ramp: 1m, share: 0}}", "E008", "write more"),
    ("then: {partial: {count: 0}}", "E008", "write how many fail"),
    ("then: {partial: {}}", "E008", "give one of"),
    ("then: {error: {}}", "E008", "give code"),
    ("then: {fail: {silent: true, message: x}}", "E008", "leave them or silent out"),
    ("then: {api_not_ready: 0}", "E008", "write how long"),
    ("then: {edit_answer: {}}", "E008", "give text, or some of set"),
    ("then: {edit_answer: {drop: a, text: b}}", "E008", "give text, or some of set"),
    ("then: {edit_answer: {drop: a, content_type: b}}", "E008", "give text, or leave it out"),
    ("then: {edit_answer: {drop: a..b}}", "E008", "write one like nodes"),
    ("then: {error: {code: Throttling, status: 204}}", "E008", "write 400 or more"),
    ("then: {error: {status: 204, body: x}}", "E008", "write body"),
    ("then: {error: {status: 199, body: x}}", "E008", "write 200 or more"),
    ("then: {answer_headers: {}}", "E008", "give headers"),
    ("then: {answer_headers: {headers: {A: x, a: y}}}", "E008", "leave one out"),
    ("then: {answer_headers: {headers: {Content-Length: '5'}}}", "E008", "leave it out"),
    ("then: {answer_headers: {headers: {'a b': x}}}", "E008", "write a text that fits"),
    ('then: {answer_headers: {headers: {A: "x\\n"}}}', "E008", "write a text that fits"),
    ("then: {answer_headers: {headers: {A: 5}}}", "E008", "quotes turn"),
    ("then: {answer_headers: {date_behind: 0}}", "E008", "write how far"),
    ("then: {answer_headers: {date_behind: 1m, date_ahead: 1m}}", "E008", "give one of"),
    ("then: {answer_headers: {date_behind: 1m, headers: {date: x}}}", "E008", "leave it out"),
    ("then: {error: {code: Throttling, retry_after_as: date}}", "E008", "give retry_after"),
    ("then: {throttle: {rate: 1/s, headers: {retry-after: x}}}", "E008", "leave it out"),
    ("then: {throttle: {rate: 1/s, status: 200}}", "E008", "write 400 or more"),
    ("then: {throttle: {rate: 1/s, penalty: 0}}", "E008", "write how long"),
    ("then: {stale_connection: 0}", "E008", "write how long"),
    ("then: {stale_connection: 10m}", "E008", "write how long"),
    ("then: {task_limit: 0}", "E008", "write 1 or more"),
    ("then: {task_limit: {of: pool}}", "E008", "'account'"),
    ("then: {outage: {retry_after_as: date}}", "E008", "give retry_after"),
    ("phase: read, then: {edit_answer: {drop: a}}", "W102", "write phase: reply"),
    ("then: {stale_read: {}}", "E008", "give one of lag and reads"),
    ("then: {foo: 1}", "E002", "write one of address_exhausted"),
    ("then: resett", "E002", "'reset'"),
    ("then: {reset: {}, empty: {}}", "E008", "exactly one kind"),
    ("then: 5", "E008", "write keys and values"),
    ("phase: adm, then: reset", "E008", "'admit'"),
    ("when: {operation: [" + ", ".join(f"C{n}*" for n in range(101)) + "]}, then: reset", "E008",
     "write at most 100"),
    ("when: {operation: " + "x" * 300 + "}, then: reset", "E008", "at most 256 characters"),
    ("when: {operation: []}, then: reset", "E008", "write at least 1"),
    ("when: {cluster: []}, then: reset", "E008", "write at least 1"),
    ("when: {headers: {user agent: x}}, then: reset", "E009", "such as user-agent"),
    ("when: {body: {name: {glob: /^web/}}}, then: reset", "W105", "write * and ?"),
    ("when: {stage: slb}, then: {fail: {policy: keep}}", "W105", "or write rollback"),
    ("select: {count: 1, percent: 5%}, then: stuck", "E008", "give one of"),
    ("fire: {nth: x}, then: reset", "E008", "write a number from 1"),
    ("fire: {nth: 4-2}, then: reset", "E008", "write it"),
    ("fire: {nth: {}}, then: reset", "E008", "write"),
    ("fire: {probability: 2}, then: reset", "E008", "write a share"),
    ("fire: {times: 9999999999}, then: reset", "E008", "write less than"),
]  # fmt: skip

FILES = [
    ("expect: [{clusters: {state: runing}, count: 0}]", "E003", "'running'"),
    ("expect: [{nodes: {state: ready}, count: 1}]", "E003", "write one of initial, running"),
    ("expect: [{tasks: {state: done}, count: 1}]", "E003", "write one of running, pausing"),
    ("expect: [{tasks: {operation: ScaleInCluster}, count: 1}]", "E003", "'ScaleCluster'"),
    ("expect: [{tasks: {error_code: OperationDenied.NoStok}, count: 1}]", "E003", "NoStock'"),
    ("expect: [{calls: {operation: CreateClutser}, count: 1}]", "E003", "'CreateCluster'"),
    ("expect: [{calls: {}, order: [CreateCluser]}]", "E003", "'CreateCluster'"),
    ("expect: [{calls: {}, no_call_after: {operation: DeleteClusters}}]", "E003",
     "'DeleteCluster'"),
    ("expect: [{calls: {status: 20}, count: 1}]", "E008", "like 404 or 2xx"),
    ("expect: [{calls: {status: 7xx}, count: 1}]", "E008", "like 404 or 2xx"),
    ("expect: [{calls: {method: FETCH}, count: 1}]", "E003", "PATCH"),
    ("expect: [{calls: {code: Throtling}, count: 1}]", "E003", "'Throttling'"),
    ("expect: [{calls: {path: clusters}, count: 1}]", "E008", "write /clusters"),
    ("expect: [{calls: {path: /cluster}, count: 1}]", "E003", "'/clusters'"),
    ("expect: [{calls: {path: /clutsers/*}, count: 1}]", "E003", "'/clusters'"),
    ("expect: [{calls: {path: /clusters/a/tikens*}, count: 0}]", "E003", "tokens"),
    ("expect: [{calls: {path: '/clusters/{id}'}, count: 1}]", "E008", "write * for an id"),
    ("expect: [{calls: {clutser: x}, count: 1}]", "E008", "cluster"),
    ("expect: [{rule: a, hits: 1}]", "E003", "write one, or leave"),
    ("rules: [{id: first, then: reset}]\nexpect: [{rule: frist, hits: 1}]", "E003", "'first'"),
    ("rules: [{id: a, fire: {times: 2}, then: reset}]\nexpect: [{rule: a, hits: 3}]", "E008",
     "at most 2 times"),
    ("rules: [{id: a, fire: {nth: 1-2}, then: reset}]\nexpect: [{rule: a, hits: 3}]", "E008",
     "at most 2 times"),
    ("expect: [{clusters: {name: /web/}, count: 0}]", "W105", "with * and ?"),
    ("expect: [{clusters: {}, count: {min: 0}}]", "W105", "write a larger min"),
    ("expect: [{calls: {}, order: []}]", "W105", "write what it is"),
    ("expect: [{calls: {}, gap: {min: 5s, max: 2s}}]", "E008", "write a smaller min"),
    ("expect: [{calls: {since: 2018-01-08T10:00:00Z, until: 2018-01-08T09:00:00Z}, count: 0}]",
     "E008", "write a later until"),
    ("expect: [{calls: {}, gap: {}}]", "W105", "write what it is"),
    ("script: [{call: 'GET /{cluster_id}/api/v1/pds'}]", "E003", "there is no call"),
    ("script: [{call: 'POST /{cluster_id}/api/v1/nodes/x'}]", "E003", "there is no call"),
    ("script: [{call: 'GET /{cluster_id}/apis/apps/v2/deployments'}]", "E003", "there is no call"),
    ("script: [{call: 'GET /{cluster_id}/helth'}]", "E003", "there is no call"),
    ("script: [{call: 'PATCH /clusters/{cluster_id}', body: {}}]", "E003", "there is no call"),
    ("expect: [{kubernetes: {kind: Pods}, count: 1}]", "E003", "(did you mean 'Pod'?)"),
    ("expect: [{kubernetes: {kind: pod}, count: 1}]", "E003", "(did you mean 'Pod'?)"),
    ("expect: [{kubernetes: {kind: Deploymnt.apps}, count: 1}]", "E003", "'Deployment.apps'"),
    ("expect: [{kubernetes: {kind: Widget}, count: 1}]", "E003", "Widget.example.com"),
    ("expect: [{kubernetes: {kind: PodMetrics}, count: 0}]", "E003", "'PodMetrics' that is kept"),
    ("expect: [{kubernetes: {kind: Pod, phase: Runing}, count: 1}]", "E003", "'Running'"),
    ("expect: [{kubernetes: {kind: Pod, phase: Bound}, count: 1}]", "E003", "phase of a Pod"),
    ("expect: [{kubernetes: {kind: Service, phase: Running}, count: 1}]", "E008",
     "a Service has no phase; leave that out"),
    ("expect: [{kubernetes: {kind: Secret, ready: true}, count: 1}]", "E008",
     "a Secret is neither ready nor not"),
    ("expect: [{kubernetes: {kind: Deployment, node: a}, count: 1}]", "E008", "is on no node"),
    ("expect: [{kubernetes: {kind: Node, namespace: a}, count: 1}]", "E008", "in no namespace"),
    ("expect: [{kubernetes: {kind: Job, conditions: {Complete: Yes}}, count: 1}]", "E003",
     "'Yes'"),
    ("expect: [{kubernetes: {kind: Node, conditions: {Redy: 'True'}}, count: 0}]", "E003",
     "no condition 'Redy' of a Node (did you mean 'Ready'?)"),
    ("expect: [{kubernetes: {kind: Pod, labels: {}}, count: 1}]", "W105", "write some"),
    ("expect: [{kubernetes: {kind: Pod}}]", "E008", "goes with count"),
    ("expect: [{kubernetes: {kind: Pod}, count: {min: 0}}]", "W105", "write a larger min"),
    ("expect: [{kubernetes: {kind: Pod, cluster: a_b}, count: 1}]", "E003", "no cluster can be"),
    ("expect: [{kubernetes_calls: {verb: lst}, count: 1}]", "E003", "'list'"),
    ("expect: [{kubernetes_calls: {resource: pod}, count: 1}]", "E003", "'pods'"),
    ("expect: [{kubernetes_calls: {resource: pods/evict}, count: 1}]", "E003", "'pods/eviction'"),
    ("expect: [{kubernetes_calls: {code: NotFund}, count: 1}]", "E003", "'NotFound'"),
    ("expect: [{kubernetes_calls: {status: 20}, count: 1}]", "E008", "like 404 or 2xx"),
    ("expect: [{kubernetes_calls: {cluster: prod}, count: 1}]", "E003", "write the id"),
    ("expect: [{kubernetes_calls: {nmae: a}, count: 1}]", "E008", "mean 'name'"),
    ("expect: [{kubernetes_calls: {}, calls: {}, count: 1}]", "E008", "give one of them"),
    ("expect: [{kubernetes_calls: {}, kubernetes: {kind: Pod}, count: 1}]", "E008", "goes with"),
    ("expect: [{kubernetes_calls: {}}]", "E008", "nothing is expected"),
    ("expect: [{}]", "E008", "give attempts"),
    ("expect: [{clusters: {}}]", "E008", "goes with count"),
    ("expect: [{clusters: {}, nodes: {}, count: 1}]", "E008", "give one of them"),
    ("expect: [{calls: {}, gap: 5}]", "E008", "write keys and values"),
    ("expect: [{calls: {}, gap: {mni: 5s}}]", "E008", "with min, max"),
    ("expect: [{calls: {}, gap: {min: 5s, jitter: 4}}]", "E008", "as a share"),
    ("expect: [{calls: {since: monday}, count: 1}]", "E008", "write it like"),
    ("expect: [{calls: {}, count: {least: 1}}]", "E008", "write"),
    ("expect: [{calls: {}, count: -1}]", "E008", "write"),
    ("script: [{call: POST /cluster}]", "E003", "'POST /clusters'"),
    ("script: [{call: PUT /clusters}]", "E003", "'POST /clusters'"),
    ("script: [{call: POST /clusters/}, {call: GET /task/5}]", "E003", "GET /t"),
    ("script: [{call: 'GET /?Action=DescribeVpc'}]", "E003", "'GET /?Action=DescribeVpcs'"),
    ("script: [{call: 'GET /clusters/{id}'}]", "E003", "write {cluster_id}"),
    ("script: [{call: 'GET /tasks/{task_id:a}'}]", "E003", "write {cluster_id}"),
    ("script: [{call: 'GET /clusters/{cluster_id'}]", "E008", "write {cluster_id}"),
    (("script: [{call: POST /clusters, body: {name: north}},"
     " {call: 'GET /clusters/{cluster_id:nroth}'}]"), "W106", "'north'"),
    (("script: [{call: POST /clusters, body: {name: north}}]\n"
     "expect: [{clusters: {name: nroth}, count: 0}]"), "W106", "'north'"),
    ("script: [{call: POST /clusters, body: {nmae: north}}]", "W106", "'name'"),
    ("script: [{call: GET /clusters, expect_body: {}}]", "W105", "it expects nothing"),
    ("script: [{call: GET /clusters, repeat: 99999}]", "E008", "write 1000 or less"),
    ("script: [{call: GET /clusters, expect_status: 20}]", "E008", "write"),
    ("script: [{call: GET /clusters, expect_code: Throtling}]", "E003", "'Throttling'"),
    ("script: [{call: GET /clusters, expect_status: 200, expect_code: Throttling}]", "E009",
     "leave expect_code out"),
    ("script: [{call: GET /clusters, expect_status: 0, expect_body: {a: 1}}]", "E009",
     "leave expect_body or"),
    ("script: [{call: GET /clusters, expect_body: {a..b: 1}}]", "E008", "write one like nodes"),
    ("script: [{call: GET /clusters, expect_body: {a: {gt: 3, lt: 2}}}]", "E009", "write a range"),
    ("script: [{call: GET /clusters, expect_body: {a: {gte: b}}}]", "E008", "write a number"),
    ("script: [{call: GET /clusters, expect_body: {a: {like: b}}}]", "E002", "write one of eq"),
    ("script: [{advance: 1m, expect_body: {a: 1}}]", "E008", "goes with call only"),
    ("script: [{check: {clusters: {state: runing}, count: 1}}]", "E003", "'running'"),
    ("script: [{check: {clusters: {}}}]", "E008", "goes with count"),
    ("script: [{check: {rule: a, hits: 1}}]", "E003", "write one, or leave"),
    ("script: [{check: {cluster: {}, count: 1}}]", "E002", "'clusters'"),
    ("script: [{check: {clusters: {}, count: 1}, repeat: 2}]", "E008", "goes with call only"),
    ("script: [{call: GET /clusters, timeout: 5s}]", "W105", "leave timeout out"),
    (("rules: [{id: a, then: {delay: {takes: 5s, virtual: true}}}]\n"
     "script: [{call: GET /clusters, timeout: 5s}]"), "W105", "leave timeout out"),
    ("script: [{call: GET /clusters, timeout: 0}]", "E008", "write how long"),
    ("script: [{call: GET /clusters, expect_code: (timeout)}]", "E009", "give timeout"),
    ("script: [{parallel: [{call: GET /clusters}]}]", "E008", "give another one"),
    ("script: [{parallel: []}]", "E008", "write at least 1"),
    ("script: [{parallel: [{advance: 1m}, {call: GET /clusters}]}]", "E002", "unknown key"),
    ("script: [{parallel: [{body: {}}, {call: GET /clusters}]}]", "E008", "write it"),
    ("script: [{parallel: [{call: GET /clutsers}, {call: GET /clusters}]}]", "E003", "/clusters'"),
    ("script: [{parallel: [{call: GET /clusters, repeat: 2}], timeout: 1s}]", "E008", "call only"),
    ("script: [{until: done}]", "E008", "'idle' or 'settled'"),
    ("script: [{call: POST /clusters, body: {client_token: '{frehs}'}}]", "E003", "{fresh}"),
    ("script: [{call: POST /clusters, body: {client_token: {fresh}}}]", "E008", "in quotes"),
    ("script: [{call: GET /clusters, headers: {x: '{tokn}'}}]", "E003", "{fresh}"),
    (("script: [{call: POST /clusters, body: {name: north}},"
     " {call: PUT /tags, body: {resource_ids: ['{cluster_id:nroth}']}}]"), "W106", "'north'"),
    ("script: [{call: FETCH /clusters}]", "E008", "write a text that fits"),
    ("script: [{}]", "E008", "write"),
    ("clock: {interval: 10s}", "W105", "write mode: polling"),
    ("clock: {mode: frozen, interval: 10s}", "W105", "leave it out"),
    ("clock: {mode: polling, interval: often}", "E005", "write it like"),
    ("timeline: [{at: 1m, do: end_outage}]", "W105", "write start_outage"),
    ("timeline: [{at: 1m, do: lose_zone}]", "E008", "write it"),
    ("timeline: [{at: 1m, do: lose_zone, zone_id: cn-bejing-b}]", "W104", "'cn-beijing-b'"),
    ("timeline: [{at: 1m, do: recover_zone, zone_id: cn-beijing-b}]", "W105", "write lose_zone"),
    (("timeline: [{at: 1m, do: lose_zone, zone_id: cn-beijing-a},"
     " {at: 2m, do: recover_zone, zone_id: cn-beijing-b}]"), "W105", "write lose_zone"),
    ("timeline: [{at: 1m, do: start_outage, for: 0}]", "E008", "write how long"),
    ("timeline: [{at: 1m, do: start_outage, operation: Describ}]", "E003", "Describe"),
    ("timeline: [{at: 1m, do: lose_nodes}]", "E008", "'lose_node'"),
    ("timeline: [{at: 1m, do: lose_node, select: {count: 0}}]", "E007", "write how many"),
    ("timeline: [{at: 1m, do: set_stock}]", "E008", "write it"),
    ("timeline: [{at: 1m, do: end_outage, for: 1m}]", "E008", "leave it out"),
    ("timeline: [{at: 1m, do: set_quota, quota: cluster, amount: 1}]", "E008", "'clusters'"),
    ("timeline: [{at: [1], do: lose_node}]", "E008", "write a text"),
    ("timeline: [{at: '10000-01-01T00:00:00Z', do: lose_node}]", "E005", "write it like"),
    ("timeline: [{at: '9999-01-01T00:00:00Z', do: lose_node}]", "E005", "give an instant"),
    (("clock: {start: '2018-01-08T09:00:00Z'}\n"
     "timeline: [{at: '2017-01-08T09:00:00Z', do: lose_node}]"), "W105", "write a later one"),
    ("clock: {rate: 0.000001}", "E008", "write 0.001 or more"),
    ("clock: {rate: 1e9}", "E008", "write 1000000.0 or less"),
    ("clock: {start: '0001-01-01T00:00:00+14:00'}", "E008", "write one that is"),
    ("clock: {start: '0001-01-01T00:00:00Z'}", "E008", "give an instant between"),
    ("seed: 99999999999999999999999", "E008", "write a smaller one"),
    ("seed: 1e999", "E008", "write"),
    ("durations: {CreateCluster: {slbb: 5s}}", "E003", "'slb'"),
    ("durations: {ScaleInCluster: {slb: 5s}}", "E003", "'ScaleCluster'"),
    ("durations: {CreateCluster: {slb: -5s}}", "E005", "write it like"),
    ("durations: {CreateCluster: {slb: 99999d}}", "E005", "write less"),
    ("fixtures: {quotas: {cluster: 1}}", "E003", "'clusters'"),
    ("fixtures: {quotas: {nodes_per_cluster: 999999}}", "E008", "from 0 to 10000"),
    ("fixtures: {missing_roles: [AliyunCSManagedLogRol]}", "E003", "AliyunCSManagedLogRole"),
    ("timeline: [{at: 1m, do: set_quota, quota: nodes_per_cluster, amount: 999999}]", "E008",
     "from 0 to 10000"),
    ("timeline: [{at: 1m, do: set_quota, quota: clusters, amount: -1}]", "E008", "from 0 to"),
    ("fixtures: {vpcs: [{vpc_id: vpc-a, region_id: cn-bejing, cidr: 10.0.0.0/8}]}", "E003",
     "'cn-beijing'"),
    ("fixtures: {vpcs: [{vpc_id: vpc-a, region_id: cn-beijing, cidr: 10.0.0.0}]}", "E008",
     "write it like"),
    (("fixtures: {vpcs: [{vpc_id: vpc-a, region_id: cn-beijing, cidr: 10.0.0.0/8, vswitches:"
     " [{vswitch_id: vsw-a, zone_id: cn-hangzhou-b, cidr: 10.0.0.0/24}]}]}"), "E003", "cn-beij"),
    ("fixtures: {stock: [{zone_id: cn-beijing-bb, instance_type: ecs.n1.small, available: 1}]}",
     "E003", "'cn-beijing-b'"),
    (("fixtures: {images: [{image_id: m-a, region_id: cn-beijing, os: a, version: b},"
     " {image_id: m-a, region_id: cn-beijing, os: a, version: b}]}"), "E008", "write another one"),
    (("fixtures: {instances: [{instance_id: i-a, vswitch_id: vsw-2zedefalutb, instance_type:"
     " ecs.n1.small, ip_address: 10.0.0.9}]}"), "W106", "vsw-2zedefaultb"),
    (("fixtures: {vpcs: [{vpc_id: vpc-mine, region_id: cn-beijing, cidr: 10.0.0.0/8}]}\n"
     "script: [{call: POST /clusters, body: {vpc_id: vpc-mien}}]"), "W106", "'vpc-mine'"),
    (("fixtures: {vpcs: [{vpc_id: vpc-mine, region_id: cn-beijing, cidr: 10.0.0.0/8}]}\n"
     "rules: [{id: a, when: {body: {vpc_id: vpc-mien}}, then: reset}]"), "W106", "'vpc-mine'"),
    ("include: [nowhere.yaml]", "E001", "leave it out"),
    ("x: !!binary a", "E001", "leave out"),
    ("x: &a [*a]", "E001", "without the alias"),
    ("? [a]\n: b\n", "E001", "write one"),
    ('x: "\\ud800"', "E001", "write"),
    ("x: [" + "1, " * 20_000 + "]", "E010", "write at most 20,000"),
    ("x: [&a " + "x" * 9000 + ", *a" * 90 + "]", "E010", "write at most 500,000"),
    ("x: " + "y" * 500_000, "E010", "write at most 500,000"),
    ("x: " + "[" * 900 + "]" * 900, "E010", "nest at most 40"),
]  # fmt: skip

ALL = [*((of_rule(rule), code, piece) for rule, code, piece in RULES), *FILES]


@pytest.mark.parametrize(
    ("text", "code", "piece"), ALL, ids=[f"{row[0][-60:]}" for row in [*RULES, *FILES]]
)
def test_what_means_nothing_is_a_problem_with_what_to_write(text, code, piece):
    found = problems(text)
    assert any(problem.code == code and piece in problem.message for problem in found), found


@pytest.mark.parametrize(
    "text", [*(row[0] for row in ALL), *(row[1] for row in WRONG)], ids=lambda text: text[-60:]
)
def test_every_message_names_a_remedy(text):
    for problem in problems(text):
        assert REMEDY.search(problem.message), problem


def raised(tree):
    """The texts of the ``ValueError`` of a module."""
    for node in ast.walk(tree):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if name.endswith("ValueError") and isinstance(node.args[0], ast.Constant | ast.JoinedStr):
            yield ast.unparse(node.args[0])


def listed(tree):
    """The problems that a kind of fault returns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and node.value is not None:
            for part in ast.walk(node.value):
                if isinstance(part, ast.List) and part.elts:
                    yield ast.unparse(part)


def messages_raised():
    for file in sorted(Path(scenarios.__file__).parent.rglob("*.py")):
        yield from ((file.name, text) for text in raised(ast.parse(file.read_text())))
    for name, kind in all_kinds().items():
        for node in ast.walk(ast.parse(getsource(kind))):
            if isinstance(node, ast.FunctionDef) and node.name == "problems":
                yield from ((name, text) for text in listed(node))


@pytest.mark.parametrize(("where", "text"), sorted(set(messages_raised())))
def test_every_error_of_the_language_names_a_remedy(where, text):
    hints = ("{problem", "{instead(", "{advice", "{str(problem)")
    assert REMEDY.search(text) or any(hint in text for hint in hints), (where, text)


GOOD = [
    "when: {operation: CreateCluster, stage: ecs, state: initial}, then: stuck",
    'when: {stage: "*"}, then: stuck',
    "when: {stage: [boot, delete_ecs], operation: [CreateCluster, DeleteCluster]}, then: stuck",
    'when: {operation: "Describe*"}, then: {stale_read: 5s}',
    "when: {operation: DescribeClusters, state: '*'}, then: reset",
    "when: {operation: CreateCluster, cluster: my_db}, then: reset",
    "when: {operation: CreateTriggerHook}, then: reset",
    "when: {body: {kubernetes_version: {exists: false}}, operation: CreateTemplate}, then: reset",
    'when: {operation: ModifyClusterTags, body: {"[0].key": a}}, then: reset',
    "when: {body: {size: {exists: false}}}, then: stuck",
    'when: {body: {name: {glob: "ghost-*"}}}, then: reset',
    "when: {body: {size: {in: [1, 7], gt: 5}}}, then: reset",
    "when: {body: {size: {eq: 3, gte: 3, lt: 4}, region_id: cn-beijing}}, then: reset",
    'when: {body: {instance_type: {glob: "ecs.n1*"}, region_id: {ne: x}}}, then: reset',
    "when: {region_id: cn-hangzhou, zone_id: 'cn-hangzhou-*'}, then: reset",
    "fire: {nth: 3, every: 2}, then: reset",
    "fire: {nth: [2-3], every: 2}, then: reset",
    "fire: {per: body.name, nth: 2}, then: reset",
    "fire: {per: cluster, nth: 2}, then: stuck",
    "phase: reply, then: {slow: {bytes_per_second: 1}}",
    'when: {time: {after: "22:00", before: "06:00"}}, then: reset',
    'when: {time: {after: "22:00", before: "00:00"}}, then: reset',
    "then: {delay: {takes: 1h, virtual: true}}",
    "when: {operation: DeleteClusterNode}, then: {stuck: 1m}",
    "when: {namespace: shop, kind: [Deployment, Job], name: web-*}, then: crash_loop",
    "when: {kind: KafkaTopic, name: a.b}, then: never_ready",
    "when: {kind: '*Set', image: docker.io/library/nginx:*}, then: {image_pull_fails: 2}",
    "when: {node: cn-beijing.192.168.0.12, cluster: /web/}, then: {evicted: 1m}",
    "when: {stage: start, cluster_type: ack, state: running}, then: {out_of_memory: 1m}",
    "when: {stage: [pull, start], zone_id: cn-beijing-*}, phase: pod, then: {slow: {more: 5s}}",
    "then: {crash_loop: {container: a}}}\n  - {id: b, then: crash_loop",
    "fire: {per: node_pool, times: 1}, when: {node_pool: workers}, then: crash_loop",
]


@pytest.mark.parametrize("rule", GOOD)
def test_a_rule_that_can_act_has_no_problem(rule):
    found = [problem for problem in problems(of_rule(rule)) if problem.code != "W106"]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "script: [{call: POST /cluster, expect_status: 404}]",
        "script: [{call: PUT /clusters, expect_status: 405}]",
        "script: [{call: 'GET /clusters?RegionId=cn-hangzhou'}]",
        "expect: [{calls: {path: '/clusters/*'}, count: 0}]",
        "expect: [{calls: {path: '/clusters/c1*/tok*'}, count: 0}]",
        "expect: [{calls: {path: '/clusters?RegionId=*'}, count: 0}]",
        "expect: [{calls: {path: '/cl*'}, count: 0}, {calls: {path: '*'}, count: 0}]",
        "expect: [{calls: {path: '/clusters/c123'}, count: 0}]",
        "expect: [{calls: {status: '*'}, count: 0}, {calls: {status: 0}, count: 0}]",
        "expect: [{kubernetes: {kind: Node, conditions: {KernelDeadlock: 'True'}}, count: 0}]",
        """rules: [{id: a, then: {error: {code: My.Own, status: 400}}}]
expect: [{calls: {code: My.Own}, count: 0}]""",
        """rules: [{id: a, fire: {times: 2, per: cluster}, then: reset}]
expect: [{rule: a, hits: 3}]""",
    ],
)
def test_a_file_that_means_something_has_no_problem(text):
    assert problems(text) == []


def test_a_mistake_about_pods_is_shown_with_its_place():
    text = """rules:
  - id: a
    when: {namespace: shop}
    phase: pod
    then:
      slow: 2
  - id: b
    when:
      operation: CreateCluster
    then: crash_loop
"""
    (found,) = problems(text)
    assert str(found) == "x:12:18: E009: pods have no operation; leave operation out"


def test_a_file_with_one_mistake_many_times_has_a_bounded_number_of_problems():
    many = "".join(f"  - {{id: r{n}, when: {{state: x}}, then: reset}}\n" for n in range(500))
    assert len(problems(f"rules:\n{many}")) == MOST_PROBLEMS
    wrong = "".join(f"  - {{id: r{n}, x: 1, then: reset}}\n" for n in range(500))
    assert len(problems(f"rules:\n{wrong}")) == MOST_PROBLEMS


def test_a_file_that_is_included_again_and_again_is_an_error_and_not_a_life_time():
    def twice(_file, name):
        return f"{name}x", f"{HEAD}include: [{name}x, {name}y]\n"

    with pytest.raises(UnusableFileError, match="more than 100 files"):
        reader.read("x", f"{HEAD}include: [a, b]\n", twice)
