"""The desk's pages on areas: the tree, the baselines and who answers at each level."""
