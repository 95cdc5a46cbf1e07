"""The database: one SQLite file for all tenants. No other folder uses aiosqlite or sqlite3.

:mod:`~cs_simulator.storage.store` is what the program uses. Below it, ``file`` opens, migrates and
refuses files, ``database`` runs work on the connection, ``writer`` writes groups of changes,
``history`` reads entries, ``snapshots`` copies tenants, and ``codec`` makes rows of records.
"""
