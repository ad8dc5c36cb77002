"""Posts on the roads, what passes them and what is done: rows C1–C4, C7."""
