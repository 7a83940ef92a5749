"""From the Markdown of a guide to its index: sections, the messages that lead to them, samples. Nothing
here imports MkDocs."""
