"""Measurements, printed as tables: ratios beside a floor or a peer of the same run. ``make bench``."""
