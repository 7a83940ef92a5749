"""An hour of fuzzing, guided by what of the checker's code an input reaches."""
