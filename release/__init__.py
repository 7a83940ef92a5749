"""What is looked at before a release; not part of any wheel."""
