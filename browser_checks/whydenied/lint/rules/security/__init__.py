"""Rules about permissions that are wider than is wise."""
