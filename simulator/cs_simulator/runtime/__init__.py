"""The shell around the pure core: settings, tenants in memory, group commit, the sleeper.

Nothing from here up decides what the service would do: that is below, and pure.
"""
