"""The made-up vulnerabilities of images."""

import re

import pytest
from cs_simulator.catalog import node_images, vulnerabilities
from cs_simulator.catalog.vulnerabilities import LEVELS, all_vulnerabilities, of_image

OLDEST, MIDDLE, NEWEST = (
    f"aliyun_3_x64_20G_alibase_{day}.vhd" for day in ("20230110", "20240819", "20260625")
)


def names(image_id):
    return [found.name.rpartition(":")[2] for found in of_image(image_id)]


@pytest.mark.parametrize(
    ("image_id", "found"),
    [
        (OLDEST, ["9101", "9102", "9103", "9104", "9105", "9106"]),
        (MIDDLE, ["9102", "9103", "9104", "9105", "9106"]),
        (NEWEST, ["9104", "9105", "9106"]),
        ("centos_7_9_x64_20G_alibase_20210623.vhd", ["9201", "9202"]),
        ("win2019_1809_x64_dtc_en-us_40G_container_alibase_20240816.vhd", []),
        ("m-2zecustom", []),
    ],
)
def test_a_newer_image_lacks_what_is_fixed_in_it(image_id, found):
    assert names(image_id) == found


def test_an_image_is_found_with_and_without_its_extension():
    assert names(NEWEST.removesuffix(".vhd")) == names(NEWEST)


def test_none_is_mistaken_for_a_real_one():
    cves = [cve for found in all_vulnerabilities().values() for cve in found.cves]
    assert len(set(cves)) == len(cves)
    assert all(re.fullmatch(r"CVE-1999-9\d{4}", cve) for cve in cves)


def test_each_is_of_known_types_and_has_a_level_and_packages():
    for found in all_vulnerabilities().values():
        assert found.necessity in LEVELS
        assert found.packages
        assert all(node_images.find(image_type) for image_type in found.image_types)


def test_a_row_has_all_its_fields():
    assert all_vulnerabilities()["alilinux3:sim:9102"] == vulnerabilities.Vulnerability(
        name="alilinux3:sim:9102",
        alias="ALINUX3-SIM-9102: glibc security update",
        cves=("CVE-1999-91020", "CVE-1999-91021"),
        necessity="later",
        needs_restart=True,
        packages=("glibc", "glibc-common"),
        image_types=("AliyunLinux3", "AliyunLinux3Arm64", "AliyunLinux3Security"),
        fixed="2024-12-01",
    )
