"""Every traveller and vehicle against what is looked for: row C4."""
