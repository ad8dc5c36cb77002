"""What Lianfang costs: `make bench` prints tables, each with its ratio to a peer measured in the same run."""
