"""Pages of others that run Python in a documentation page: each as its authors' guide says, with the
addresses of its files moved to this machine."""
