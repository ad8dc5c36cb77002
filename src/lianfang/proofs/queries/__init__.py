"""What the pages of proofs ask: each answer costs a fixed number of queries, whatever the size."""
