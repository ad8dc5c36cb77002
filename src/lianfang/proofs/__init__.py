"""The proofs a resident may need, checked by QR: row C7."""
