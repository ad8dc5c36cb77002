"""What pages, posts and proofs ask of orders: each answer costs a fixed number of queries, whatever the size."""

from lianfang.orders.queries.force import running

__all__ = ["running"]
