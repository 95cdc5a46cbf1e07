"""What exists: regions, instance types, disks, images, error codes, and what every tenant finds.

Data files and thin typed access to them. Pure: nothing here knows what a request, a cluster or a
database is. Each table is read when it is first asked for, and once.
"""
