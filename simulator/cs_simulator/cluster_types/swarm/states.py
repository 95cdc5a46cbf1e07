"""Every state change of a Swarm cluster. All of them, and nothing else.

Source: the vendor's user guide, "Cluster lifecycle" (https://www.alibabacloud.com/help/doc-detail/26005.htm,
mirrored in https://github.com/creedzwg/acs), and the waiting rules of its clients: the Go SDK
https://github.com/denverdino/aliyungo (``cs/``) and the Terraform provider.
"""

from cs_simulator.domain.lifecycle import Transitions, Trigger
from cs_simulator.domain.records import ClusterState as S

T = Trigger

TRANSITIONS: Transitions[S] = {
    (S.INITIAL, T.PROVISIONED): S.RUNNING,
    (S.INITIAL, T.EMPTIED): S.INACTIVE,  # created with size 0: there is no node to run
    (S.INITIAL, T.FAILED): S.FAILED,
    (S.INITIAL, T.DELETE): S.DELETING,
    (S.RUNNING, T.SCALE): S.SCALING,
    (S.RUNNING, T.UPGRADE): S.UPDATING,
    (S.RUNNING, T.DELETE): S.DELETING,
    (S.INACTIVE, T.SCALE): S.SCALING,
    (S.INACTIVE, T.DELETE): S.DELETING,
    (S.SCALING, T.PROVISIONED): S.RUNNING,
    (S.SCALING, T.EMPTIED): S.INACTIVE,
    # After a failed scale-out the cluster is running again, and only the log shows the failure:
    # observed on the real service by https://github.com/banzaicloud/pipeline (pkg/cluster/ack).
    (S.SCALING, T.FAILED): S.RUNNING,
    (S.SCALING, T.DELETE): S.DELETING,
    (S.UPDATING, T.PROVISIONED): S.RUNNING,
    (S.UPDATING, T.FAILED): S.RUNNING,
    (S.UPDATING, T.DELETE): S.DELETING,
    (S.FAILED, T.DELETE): S.DELETING,
    # Terraform repeats DELETE until the cluster is gone: a repetition is no second deletion.
    (S.DELETING, T.DELETE): S.DELETING,
    (S.DELETING, T.DELETED): S.DELETED,
    (S.DELETING, T.FAILED): S.DELETE_FAILED,
    (S.DELETE_FAILED, T.DELETE): S.DELETING,
}
