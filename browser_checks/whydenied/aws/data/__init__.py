"""Facts about AWS in the smallest form that serves the checker."""
