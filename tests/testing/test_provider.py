"""What the Faker provider makes is what the simulator accepts, and could have made."""

import re
import subprocess
import sys

import pytest
from cs_simulator import AlibabaCloudProvider
from cs_simulator.domain import network
from faker import Faker

from tests.support.builders import a_create_body
from tests.support.worlds import a_tenant, call


@pytest.fixture
def fake():
    faker = Faker()
    faker.add_provider(AlibabaCloudProvider)
    faker.seed_instance(7)
    return faker


SHAPES = [
    ("cluster_id", r"c[0-9a-f]{32}"),
    ("task_id", r"T-[0-9a-f]{24}"),
    ("request_id", r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"),
    ("vpc_id", r"vpc-2ze[a-z0-9]{17}"),
    ("vswitch_id", r"vsw-2ze[a-z0-9]{17}"),
    ("instance_id", r"i-2ze[a-z0-9]{17}"),
    ("security_group_id", r"sg-2ze[a-z0-9]{17}"),
    ("load_balancer_id", r"lb-2ze[a-z0-9]{17}"),
    ("db_instance_id", r"rm-2ze[a-z0-9]{17}"),
    ("custom_image_id", r"m-2ze[a-z0-9]{17}"),
    ("zone_id", r"cn-beijing-[a-g]"),
    ("public_address", r"(203\.0\.113|198\.51\.100)\.\d+"),
]


@pytest.mark.parametrize(("name", "shape"), SHAPES)
def test_an_identifier_has_its_shape(fake, name, shape):
    assert all(re.fullmatch(shape, getattr(fake, name)()) for _ in range(50))


def test_the_same_seed_gives_the_same_values(fake):
    first = [getattr(fake, name)() for name, _ in SHAPES]
    fake.seed_instance(7)
    assert [getattr(fake, name)() for name, _ in SHAPES] == first


def test_a_private_address_lies_in_its_vswitch(fake):
    usable = network.usable(network.block("10.1.0.0/28"))
    assert all(network.number(fake.private_address("10.1.0.0/28")) in usable for _ in range(100))


def test_what_is_made_is_accepted(fake):
    tenant = a_tenant()
    for _ in range(60):
        region_id = fake.region_id()
        body = a_create_body(
            name=fake.unique.cluster_name(),
            region_id=region_id,
            instance_type=fake.instance_type(),
            vpc_id=fake.vpc_id(region_id),
            vswitch_id=fake.vswitch_id(region_id),
            subnet_cidr=fake.subnet_cidr(),
            password=fake.node_password(),
            ecs_image_id=fake.custom_image_id(region_id),
            rds_instances=[fake.db_instance_id(region_id)],
        )
        status, answer = call(tenant, "POST", "/clusters", body)
        assert status == 202, answer


def test_importing_the_package_loads_nothing_heavy():
    heavy = "{'faker', 'aiohttp', 'structlog', 'click'}"
    program = f"import sys, simulator; print(sorted({heavy} & set(sys.modules)))"
    output = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert output.stdout == "[]\n"


def test_serving_loads_no_faker_and_no_logger_before_there_is_something_to_say():
    program = (
        "import sys, cs_simulator.cli.serve, cs_simulator.server.process.listening;"
        " print(sorted({'faker', 'structlog', 'yaml'} & set(sys.modules)))"
    )
    output = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert output.stdout == "[]\n"
