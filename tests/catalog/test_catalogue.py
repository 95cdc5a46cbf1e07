"""The tables: made from the sources, true to their records, and read when first asked for."""

import shutil
import subprocess
import sys
import typing
from dataclasses import fields
from types import UnionType

import pytest
from cs_simulator.catalog import build, disks, images, instance_types, regions

TABLES = {
    "regions": (regions.all_regions, regions.Region, 31),
    "instance_types": (instance_types.all_instance_types, instance_types.InstanceType, 782),
    "disk_categories": (disks.all_categories, disks.DiskCategory, 16),
    "images": (images.all_images, images.Image, 190),
}


@pytest.fixture
def catalog_copy(tmp_path):
    """The sources and tables in a folder of their own, to be spoilt."""
    for folder in ("sources", "tables"):
        shutil.copytree(build.CATALOG / folder, tmp_path / folder)
    return tmp_path


def in_a_fresh_interpreter(program):
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def admits(annotation, value):
    """Whether a value is of an annotated type, Literals and homogeneous tuples included."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Literal:
        return value in arguments
    if origin is tuple:
        return type(value) is tuple and all(admits(arguments[0], each) for each in value)
    assert not isinstance(annotation, UnionType)
    return type(value) is annotation


def test_the_tables_are_what_the_sources_make():
    build.main(["--check"])


@pytest.mark.parametrize("name", TABLES)
def test_a_stale_table_is_reported_in_one_line_and_not_changed(name, catalog_copy):
    table = catalog_copy / "tables" / f"{name}.json"
    table.write_bytes(table.read_bytes() + b"\n")

    with pytest.raises(SystemExit) as ended:
        build.main(["--check"], catalog_copy)

    message = ended.value.code
    assert message == f"stale: {name}.json; run python -m cs_simulator.catalog.build"
    assert table.read_bytes().endswith(b"\n\n")


def test_a_missing_table_is_stale_and_gets_written(catalog_copy):
    table = catalog_copy / "tables" / "regions.json"
    before = table.read_bytes()
    table.unlink()

    with pytest.raises(SystemExit, match=r"regions\.json"):
        build.main(["--check"], catalog_copy)
    build.main([], catalog_copy)

    assert table.read_bytes() == before


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_the_source_is_a_record(name):
    every, _, count = TABLES[name]

    assert len(every()) == count


@pytest.mark.parametrize("name", TABLES)
def test_every_value_is_of_its_field_s_type(name):
    every, record, _ = TABLES[name]
    types = typing.get_type_hints(record)

    wrong = [
        (key, field.name, value)
        for key, each in every().items()
        for field in fields(record)
        if not admits(types[field.name], value := getattr(each, field.name))
    ]

    assert wrong == []


@pytest.mark.parametrize("name", TABLES)
def test_a_record_is_found_by_its_first_field(name):
    every, record, _ = TABLES[name]
    key = fields(record)[0].name

    assert all(getattr(each, key) == found_by for found_by, each in every().items())


def test_no_text_keeps_the_mark_of_what_is_only_likely():
    assert not any(region.id_infix.endswith("?") for region in regions.all_regions().values())
    assert not any(image.kernel.endswith("?") for image in images.all_images().values())


def test_a_reason_that_nobody_explained_is_refused():
    row = {"GET /somewhere": {"name": "DescribeSomewhere", "reason": "because"}}

    with pytest.raises(ValueError, match=r"^GET /somewhere: unknown reason 'because'$"):
        build.tables({**build.read_sources(), "known_operations": row})


def test_a_source_that_has_a_key_twice_is_refused(catalog_copy):
    source = catalog_copy / "sources" / "assumptions.yaml"
    source.write_text(source.read_text("utf-8") + "1: {operations: ['*'], text: again}\n", "utf-8")

    with pytest.raises(ValueError, match=r"^assumptions\.yaml: twice: 1$"):
        build.read_sources(catalog_copy)


def test_equal_texts_are_one_object():
    small = instance_types.find("ecs.n4.small")
    large = instance_types.find("ecs.n4.large")

    assert small.family is large.family
    assert small.era is large.era


def test_importing_the_catalogue_reads_no_table():
    loaded = in_a_fresh_interpreter(
        "from cs_simulator.catalog import disks, images, instance_types, regions\n"
        "for each in (regions.all_regions, instance_types.all_instance_types,"
        " disks.all_categories, images.all_images):\n"
        "    print(each.cache_info().misses)\n"
    )

    assert loaded == ["0", "0", "0", "0"]


def test_a_table_is_read_once_and_alone():
    read = in_a_fresh_interpreter(
        "from cs_simulator.catalog import disks, images, instance_types, regions\n"
        "regions.find('cn-beijing'), regions.find('cn-hangzhou')\n"
        "print(regions.all_regions.cache_info().misses, images.all_images.cache_info().misses)\n"
    )

    assert read == ["1", "0"]


def test_nothing_of_the_build_is_loaded_at_run_time():
    loaded = in_a_fresh_interpreter(
        "import sys\n"
        "from cs_simulator.catalog import disks, images, instance_types, regions\n"
        "regions.all_regions(), instance_types.all_instance_types()\n"
        "disks.all_categories(), images.all_images()\n"
        "print('yaml' in sys.modules, 'cs_simulator.catalog.build' in sys.modules)\n"
    )

    assert loaded == ["False", "False"]
