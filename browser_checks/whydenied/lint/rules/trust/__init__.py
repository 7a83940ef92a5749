"""Rules about trust policies, which say who may assume a role."""
