"""What the pages of outreach ask: each answer costs a fixed number of queries, whatever the size."""
