"""Tags of screening."""
