"""What the pages of verification ask: each answer costs a fixed number of queries, whatever the size."""
