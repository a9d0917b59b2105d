"""The living answer set: items, rules in order, and what an answer touches."""
