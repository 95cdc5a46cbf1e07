"""Public images, and what an id tells."""

import pytest
from cs_simulator.catalog import images
from cs_simulator.catalog.images import Image, find, public_image_like


def test_an_image_has_all_its_fields():
    assert find("ubuntu_16_04_64_20G_alibase_20190301") == Image(
        image_id="ubuntu_16_04_64_20G_alibase_20190301",
        os="ubuntu",
        version="16.04",
        bits=64,
        arch="x86_64",
        size_gib=20,
        kernel="4.4.0-142-generic",
        swarm_support="documented",
        era="swarm",
    )


def test_an_image_is_found_with_and_without_vhd():
    plain = find("centos_7_2_64_40G_base_20170222")

    assert plain
    assert plain.size_gib == 40
    assert find("centos_7_2_64_40G_base_20170222.vhd") is plain


@pytest.mark.parametrize("image_id", ["", ".vhd", "centos", "m-2zeubuntu1604", "x.vhd.vhd"])
def test_a_custom_or_unknown_image_is_not_found(image_id):
    assert find(image_id) is None


def test_the_default_is_a_centos_7_4_that_runs_nodes():
    default = images.default_image()

    assert default.image_id == "centos_7_04_64_20G_alibase_201701015"
    assert (default.os, default.version) == ("centos", "7.4")
    assert default.swarm_support == "documented"


def test_only_windows_is_windows():
    systems = {image.os for image in images.all_images().values() if image.windows}

    assert systems == {"windows"}


@pytest.mark.parametrize(
    ("image_id", "system"),
    [
        ("ubuntu_16_0402_64_20G_alibase_20180101", ("ubuntu", "16.04", 64, "x86_64", 20)),
        ("ubuntu1404_64_40G_cloudinit_20160301", ("ubuntu", "14.04", 64, "x86_64", 40)),
        ("ubuntu_160401_64_40G_cloudinit_20170101", ("ubuntu", "16.04", 64, "x86_64", 40)),
        ("ubuntu_18_04_uefi_x64_20G_alibase_20220101", ("ubuntu", "18.04", 64, "x86_64", 20)),
        ("ubuntu_64_20G_alibase_20180101", ("ubuntu", "", 64, "x86_64", 20)),
        ("centos_7_04_32_20G_alibase_20180801", ("centos", "7.4", 32, "i386", 20)),
        ("centos_6_10_64_20G_alibase_20190101", ("centos", "6.10", 64, "x86_64", 20)),
        ("centos6u5_64_20G_aliaegis_20160101", ("centos", "6.5", 64, "x86_64", 20)),
        ("centos_7_9_arm64_20G_alibase_20220101", ("centos", "7.9", 64, "arm64", 20)),
        ("debian_9_02_64_20G_alibase_20180101", ("debian", "9.2", 64, "x86_64", 20)),
        ("coreos_2345_3.0_x64_30G_alibase_20200701", ("coreos", "2345.3.0", 64, "x86_64", 30)),
        ("sles_12_sp5_x64_20G_alibase_20210101", ("suse", "12.sp5", 64, "x86_64", 20)),
        ("aliyun_3_x64_20G_dengbao_alibase_20250101", ("aliyun_linux", "3", 64, "x86_64", 20)),
        ("win2016_64_dtc_en-us_40G_alibase_20180101", ("windows", "2016", 64, "x86_64", 40)),
        ("winsvr_64_dtcC_1809_40G_alibase_20190501", ("windows", "", 64, "x86_64", 40)),
    ],
)
def test_an_unlisted_id_describes_its_system(image_id, system):
    image = public_image_like(image_id)

    assert find(image_id) is None
    assert (image.os, image.version, image.bits, image.arch, image.size_gib) == system
    assert (image.image_id, image.kernel) == (image_id, "")


@pytest.mark.parametrize(
    ("image_id", "support"),
    [
        ("ubuntu_14_0405_64_20G_alibase_20180101", "likely"),
        ("ubuntu_18_04_x64_20G_alibase_20220101", "likely"),
        ("centos_7_05_64_20G_alibase_20180801", "likely"),
        ("ubuntu_12_04_64_20G_alibase_20170101", "unsupported"),
        ("ubuntu_18_04_uefi_x64_20G_alibase_20220101", "unsupported"),
        ("ubuntu_14_0405_32_20G_alibase_20180101", "unsupported"),
        ("centos_6_10_64_20G_alibase_20190101", "unsupported"),
        ("centos_7_9_arm64_20G_alibase_20220101", "unsupported"),
        ("centos_7_9_x64_20G_rhck_alibase_20220101", "unsupported"),
        ("debian_9_02_64_20G_alibase_20180101", "unsupported"),
    ],
)
def test_an_unlisted_plain_image_of_a_known_system_likely_runs_nodes(image_id, support):
    assert public_image_like(image_id).swarm_support == support


@pytest.mark.parametrize(
    ("date", "era"),
    [
        ("20161231", "classic"),
        ("20170101", "swarm"),
        ("201701099", "swarm"),
        ("20190630", "swarm"),
        ("20190701", "ack"),
    ],
)
def test_the_era_of_an_unlisted_id_follows_from_its_date(date, era):
    assert public_image_like(f"centos_7_04_64_20G_alibase_{date}").era == era


def test_an_unlisted_id_may_end_in_vhd():
    image = public_image_like("centos_7_05_64_20G_alibase_20180801.vhd")

    assert image == public_image_like("centos_7_05_64_20G_alibase_20180801")
    assert image.image_id == "centos_7_05_64_20G_alibase_20180801"


@pytest.mark.parametrize(
    "image_id",
    [
        "",
        "m-2zeubuntu1604",
        "ubuntu",
        "ubuntu_16_04",
        "plan9_4_64_20G_alibase_20180101",
        "ubuntu_16_04_128_20G_alibase_20180101",
        "ubuntu_16_04_64_0G_alibase_20180101",
        "ubuntu_16_04_64_20_alibase_20180101",
        "ubuntu_16_04_64_20G_homemade_20180101",
        "ubuntu_16_04_64_20G_alibase_20181301",
        "ubuntu_16_04_64_20G_alibase_2018",
        "Ubuntu_16_04_64_20G_alibase_20180101",
        " ubuntu_16_04_64_20G_alibase_20180101",
        "ubuntu_16_04_64_20G_alibase_20180101.raw",
        "ubuntu_16_04_64_20G_alibase_20180101\n",
    ],
)
def test_an_id_of_another_form_describes_no_image(image_id):
    assert public_image_like(image_id) is None


# This image holds CentOS 7.6, whatever its id says.
MISNAMED = "centos_7_05_64_20G_alibase_20181212"


def disagreeing(*facts):
    """The listed images, misnamed ones apart, of whose facts the naming rule says another thing."""
    return [
        image.image_id
        for image in images.all_images().values()
        if image.image_id != MISNAMED
        and any(getattr(public_image_like(image.image_id), f) != getattr(image, f) for f in facts)
    ]


def test_the_rule_agrees_with_the_table_on_system_bits_and_size():
    assert disagreeing("os", "bits", "size_gib") == []


def test_the_rule_agrees_with_the_table_on_versions_that_matter_for_nodes():
    assert {find(image_id).os for image_id in disagreeing("version")}.isdisjoint(
        {"centos", "ubuntu"}
    )


def test_the_rule_takes_for_nodes_what_the_table_takes():
    taken_by_rule = {
        image_id
        for image_id in images.all_images()
        if public_image_like(image_id).swarm_support != "unsupported"
    }
    taken_by_table = {
        image.image_id
        for image in images.all_images().values()
        if image.swarm_support != "unsupported"
    }

    assert taken_by_rule == taken_by_table
