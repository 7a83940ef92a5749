"""Running Python that is given as text: a page runs none."""
