"""Rules about Lambda: what a policy lets callers, execution roles and triggers do with functions."""
