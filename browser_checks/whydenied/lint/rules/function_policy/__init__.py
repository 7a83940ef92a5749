"""Rules about the policies that functions carry: who may invoke them, and about actions and resources that do
not belong into a resource's policy."""
