"""The proofs a resident may need, issued here and checked by QR: row C7."""
