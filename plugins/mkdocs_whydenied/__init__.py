"""The MkDocs plugin: turns a guide in Markdown into a page that answers pasted errors."""
