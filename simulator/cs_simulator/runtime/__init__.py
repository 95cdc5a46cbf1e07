"""The shell around the pure core: settings, tenants in memory, group commit, the sleeper.

From here up nothing decides what the service would do: it fetches, asks, keeps.
"""
