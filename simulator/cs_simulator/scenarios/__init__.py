"""The scenario language: its declarations, rules, faults and expectations, and its files."""
