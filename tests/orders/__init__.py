"""Orders: measures with a basis and an end."""
