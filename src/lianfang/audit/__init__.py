"""What was not taken, who recorded what, who looked at whom, what was destroyed. See `docs/roles.md`."""
