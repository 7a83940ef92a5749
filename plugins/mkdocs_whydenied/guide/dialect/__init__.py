"""The Markdown of AWS's published guides (the repositories of github.com/awsdocs and the pages that replaced
them), read as it is."""
