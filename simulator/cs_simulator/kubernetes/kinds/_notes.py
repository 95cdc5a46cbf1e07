"""What is said to those who create an object of a kind that is kept, and does nothing."""

NOT_ENFORCED = "the simulator keeps this object, but does not enforce it"
NOT_CALLED = "the simulator keeps this object, but never calls what it names"
NO_TRAFFIC = "the simulator keeps this object, but routes no traffic"
NOT_MOUNTED = "the simulator binds volumes and claims, but mounts nothing: no data is kept"
NO_DISKS = "the simulator keeps this object, but makes and mounts no disks"
NO_SCHEMA = "the simulator keeps the schema of this definition, but does not enforce it"
MADE_UP = "the simulator measures nothing: these numbers are made up"
