"""Rules about policy variables, ``${aws:username}`` and the like."""
