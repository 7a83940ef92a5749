"""Rules about the quotas for the size of policies."""
