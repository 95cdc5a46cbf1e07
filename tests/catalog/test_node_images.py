"""Types of images for node pools, and the images that they stand for."""

import pytest
from cs_simulator.catalog import images, node_images
from cs_simulator.domain import instants


def on(day):
    return instants.from_text(f"{day}T00:00:00Z")


def test_a_type_has_all_its_fields():
    assert node_images.find("CentOS") == node_images.NodeImage(
        image_type="CentOS",
        platform="CentOS",
        name="CentOS 7.9",
        os_version="7.9",
        os_type="Linux",
        architecture="x86_64",
        least="",
        most="1.30",
        images=(
            ("centos_7_9_x64_20G_alibase_20210623.vhd", "2021-06-23"),
            ("centos_7_9_x64_20G_alibase_20230718.vhd", "2023-07-18"),
        ),
    )


@pytest.mark.parametrize(
    ("day", "image_id"),
    [
        ("2018-01-08", "aliyun_3_x64_20G_alibase_20230110.vhd"),
        ("2025-01-01", "aliyun_3_x64_20G_alibase_20241218.vhd"),
        ("2026-09-01", "aliyun_3_x64_20G_alibase_20260625.vhd"),
    ],
)
def test_a_type_stands_for_the_newest_image_of_the_day(day, image_id):
    assert node_images.find("AliyunLinux3").newest(on(day)) == image_id


def test_the_type_of_an_image_is_found_with_and_without_vhd():
    image_id = "aliyun_3_x64_20G_container_optimized_alibase_20251215"

    assert node_images.type_of(image_id).image_type == "AliyunLinux3ContainerOptimized"
    assert node_images.type_of(f"{image_id}.vhd").image_type == "AliyunLinux3ContainerOptimized"
    assert node_images.type_of("m-2zeubuntu1604") is None


@pytest.mark.parametrize(
    ("image_type", "version", "fits"),
    [
        ("AliyunLinux3", "1.12.6-aliyun.1", True),
        ("AliyunLinux3", "1.36.2-aliyun.1", True),
        ("CentOS", "1.30.7-aliyun.1", True),
        ("CentOS", "1.31.1-aliyun.1", False),
        ("ContainerOS", "1.22.3-aliyun.1", False),
        ("ContainerOS", "1.24.6-aliyun.1", True),
        ("ContainerOS", "", False),
    ],
)
def test_a_type_is_for_some_versions_of_kubernetes(image_type, version, fits):
    assert node_images.find(image_type).is_for(version) == fits


@pytest.mark.parametrize(
    ("version", "architecture", "image_type"),
    [
        ("1.34.1-aliyun.1", "x86_64", "AliyunLinux3"),
        ("1.18.8-aliyun.1", "x86_64", "AliyunLinux"),
        ("1.34.1-aliyun.1", "arm64", "AliyunLinux3Arm64"),
    ],
)
def test_nodes_have_a_type_by_default(version, architecture, image_type):
    assert node_images.default_type(version, architecture).image_type == image_type


def test_days_are_in_order_and_part_of_the_ids():
    for found in node_images.all_types().values():
        days = [day for _, day in found.images]
        assert days == sorted(days)
        assert all(day.replace("-", "") in image_id for image_id, day in found.images)


def test_the_images_that_are_published_are_in_the_table_of_images():
    unlisted = {
        found.image_type
        for found in node_images.all_types().values()
        if images.find(found.newest(on("2026-09-01"))) is None
    }

    assert unlisted == {"AliyunLinuxSecurity", "ContainerOS", "Windows", "WindowsCore"}
