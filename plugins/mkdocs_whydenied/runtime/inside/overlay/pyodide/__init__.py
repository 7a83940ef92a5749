"""The package as a name: the event loop, the console and the network of Pyodide are left out."""
