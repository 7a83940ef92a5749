"""The linter: rules over a parsed policy, their findings and their edits."""
