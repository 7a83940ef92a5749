"""Pyodide's hooks for importing what JavaScript offers: the checker imports nothing from there."""


def register_js_finder():
    """Nothing is imported from JavaScript."""


def register_windows_finder():
    """There are no paths of Windows."""


def register_js_module(_name, _module):
    """Nothing is imported from JavaScript."""


unregister_js_module = register_js_module


def register_module_not_found_hook(_packages):
    """There are no packages to name."""


def add_note_to_module_not_found_error(_error):
    """There are no packages to name."""
