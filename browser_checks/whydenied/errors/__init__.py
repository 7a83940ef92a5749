"""Reading error messages: from text to denials."""
