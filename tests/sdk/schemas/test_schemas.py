"""The schemas are those of the SDK; the walker finds what differs from them."""

from importlib.metadata import version

import pytest

from tests.sdk.schemas import derive, generate
from tests.sdk.schemas.walker import FILE, problems, schemas


def test_the_file_is_that_of_the_installed_sdk():
    found = generate.schemas()
    if f"alibabacloud_cs20151215 {version('alibabacloud_cs20151215')}:" in FILE.read_text("utf-8"):
        assert schemas() == found
    else:  # another release: it may have more, never something else
        assert lost(schemas(), found) == []


def test_the_source_of_the_catalogue_is_derived_from_the_file():
    assert derive.FILE.read_text("utf-8") == derive.written()


def lost(ours, theirs, where=""):
    """What the SDK no longer has, or has with another type."""
    if type(ours) is not type(theirs):
        return [where]
    if isinstance(ours, dict):
        return [
            found for key in ours for found in lost(ours[key], theirs.get(key), f"{where}.{key}")
        ]
    if isinstance(ours, list):
        return lost(ours[0], theirs[0], f"{where}[]")
    return [] if ours == theirs else [where]


@pytest.mark.parametrize(
    ("operation", "answer", "found"),
    [
        ("DescribeTaskInfo", {"task_id": "T-1", "events": [], "target": {"id": "c1"}}, []),
        ("DescribeTaskInfo", [], ["the answer: expected dict, got []"]),
        ("DescribeTaskInfo", {"task_id": None}, ["task_id: expected string, got None"]),
        ("DescribeTaskInfo", {"task_id": 1}, ["task_id: expected string, got 1"]),
        ("DescribeTaskInfo", {"events": {}}, ["events: expected list, got {}"]),
        ("DescribeTaskInfo", {"events": ["x"]}, ["events[0]: expected dict, got 'x'"]),
        ("DescribeTaskInfo", {"events": [{"level": 1}]},
         ["events[0].level: expected string, got 1"]),
        ("DescribeTaskInfo", {"parameters": {"anything": [1]}}, []),
        ("DescribeTaskInfo", {"parameters": "x"}, ["parameters: expected map, got 'x'"]),
        ("DescribeTaskInfo", {"task": "x"}, ["task: not in the schema"]),
        ("DescribeClusterDetail", {"size": True}, ["size: expected integer, got True"]),
        ("DescribeClusterDetail", {"parameters": {"VpcId": 1}},
         ["parameters.VpcId: expected string, got 1"]),
        ("DescribeClusters", [{"size": "1"}], ["[0].size: expected integer, got '1'"]),
        ("DescribeClusterLogs", [{"log_level": "0004"}], []),
        ("CancelTask", {"whatever": 1}, []),
    ],
)  # fmt: skip
def test_the_walker_names_what_is_not_as_declared(operation, answer, found):
    assert problems(operation, answer) == found
