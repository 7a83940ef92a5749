"""``whydenied summary``: a year of CloudTrail in one table, who is denied what, by which kind of policy."""
