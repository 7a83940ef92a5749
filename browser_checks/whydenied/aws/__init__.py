"""What AWS defines, whatever was pasted: ARNs, wildcards, kinds of policies, actions, and the data about its
services."""
