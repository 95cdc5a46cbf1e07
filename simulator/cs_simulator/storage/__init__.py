"""What is kept: one SQLite file for all tenants. Nothing here decides anything.

The only user of aiosqlite and sqlite3.
"""
