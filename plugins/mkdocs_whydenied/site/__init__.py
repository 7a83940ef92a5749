"""What a site gets: the files of checker, runtime and guide, and the references to them."""
