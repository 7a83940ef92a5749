"""Rules about Condition blocks: operators, keys and values."""
