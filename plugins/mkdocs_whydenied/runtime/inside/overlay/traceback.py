"""Nothing: the interpreter then prints an exception with its own few lines of C, which name the same
places."""
