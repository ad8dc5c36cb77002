"""The pages of proofs."""
