"""From the Markdown of a guide to its index: sections, the messages that lead to them, samples. Only
dialect/choice.py, the type of an option, imports MkDocs."""
