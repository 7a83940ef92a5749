"""What was asked: from a denial and all that surrounds it to the caller, the actions on resources, and the
names."""
