"""What the pages of checkpoints ask: each answer costs a fixed number of queries, whatever the size."""
