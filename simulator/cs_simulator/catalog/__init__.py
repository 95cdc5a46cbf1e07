"""Reference data: regions, instance types, disks, images, error codes, default resources.

Data files with thin typed access to them; the README has the sources. Pure: nothing here knows
requests, clusters or the database. Each table is read once, when it is first needed.
"""
