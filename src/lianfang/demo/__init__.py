"""The demonstration: a station area with its grids, people and lists, and six days of work in it."""
