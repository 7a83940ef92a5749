"""Rules about what a policy says twice."""
