"""Rules about Action and NotAction."""
