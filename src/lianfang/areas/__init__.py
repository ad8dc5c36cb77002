"""The areas: the tree down to the grid, with the baselines that every coverage is measured against."""
