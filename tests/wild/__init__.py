"""The linter on policies that people wrote, which packages of the registries ship: ``python -m tests.wild``."""
