"""Rules about the elements a policy and its statements consist of."""
