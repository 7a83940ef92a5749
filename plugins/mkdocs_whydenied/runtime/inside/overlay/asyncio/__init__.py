"""The package as a name: the checker waits for nothing, and Pyodide only looks the package up."""
