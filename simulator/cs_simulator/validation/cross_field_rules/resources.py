"""Whether the resources that a request refers to exist, belong together, and are free."""

from cs_simulator.catalog import errors, instance_types
from cs_simulator.domain import network
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation.lookup import ResourceLookup
from cs_simulator.validation.request_records import Values


class NetworkExists:
    """The VPC and the vSwitch exist, belong together, and are in the region."""

    needs = ("region_id", "vpc_id", "vswitch_id")

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if one of these is not so, the first in this order."""
        region_id, vpc_id = values["region_id"], values["vpc_id"]
        vswitch_id = values["vswitch_id"]
        vpc = lookup.vpc(vpc_id)
        if vpc is None:
            return errors.VPC_NOT_FOUND("vpc_id", f"no VPC {vpc_id!r}")
        if vpc.region_id != region_id:
            return errors.VPC_NOT_IN_REGION(
                "vpc_id", f"{vpc_id} is in {vpc.region_id}, not in {region_id}"
            )
        switch = lookup.vswitch(vswitch_id, vpc_id)
        if switch is None:
            return errors.VSWITCH_NOT_FOUND("vswitch_id", f"no vSwitch {vswitch_id!r}")
        if switch.vpc_id != vpc_id:
            return errors.VSWITCH_NOT_IN_VPC(
                "vswitch_id", f"{vswitch_id} belongs to {switch.vpc_id}"
            )
        return None


class TypeOfferedInZone:
    """The instance type is offered in the vSwitch's zone."""

    needs = ("instance_type", "region_id", "vpc_id", "vswitch_id")

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if it is not."""
        found = instance_types.find(values["instance_type"])
        switch = lookup.vswitch(values["vswitch_id"], values["vpc_id"])
        if found and switch and not instance_types.offered_in(found, switch.zone_id):
            return errors.INSTANCE_TYPE_NOT_IN_ZONE(
                "instance_type", f"{found.instance_type} is not offered in {switch.zone_id}"
            )
        return None


class BlockIsFree:
    """The container block overlaps neither the VPC nor the block of another cluster in it."""

    needs = ("region_id", "vpc_id", "vswitch_id", "subnet_cidr")

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if it overlaps one of them."""
        block = network.block(values["subnet_cidr"])
        vpc = lookup.vpc(values["vpc_id"])
        if vpc and network.block(vpc.cidr_block).overlaps(block):
            return errors.CIDR_OVERLAPS_SUBNET(
                "subnet_cidr", f"{block} overlaps {vpc.cidr_block} of {vpc.vpc_id}"
            )
        if lookup.overlaps_cluster(values["vpc_id"], block):
            return errors.CIDR_OVERLAPS_CLUSTER(
                "subnet_cidr", f"{block} overlaps the block of another cluster in the VPC"
            )
        return None


class DatabasesExist:
    """The database instances exist and are in the region."""

    needs = ("region_id", "rds_instances")

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """The problem with the first one that does not exist or is in another region."""
        for db_instance_id in values["rds_instances"]:
            database = lookup.rds_instance(db_instance_id)
            if database is None:
                return errors.RDS_NOT_FOUND("rds_instances", f"no instance {db_instance_id!r}")
            if database.region_id != values["region_id"]:
                return errors.RDS_NOT_IN_REGION(
                    "rds_instances",
                    f"{db_instance_id} is in {database.region_id}",
                    db_instance_id=db_instance_id,
                )
        return None


class NameIsFree:
    """No other cluster of the account has the name."""

    needs = ("name",)

    def check(self, values: Values, lookup: ResourceLookup) -> ApiError | None:
        """A problem if one has it."""
        if lookup.is_name_taken(values["name"]):
            return errors.NAME_ALREADY_EXISTS("name", f"{values['name']!r} is taken")
        return None
