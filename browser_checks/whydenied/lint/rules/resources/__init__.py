"""Rules about Resource and NotResource."""
