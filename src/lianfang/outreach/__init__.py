"""What people need and say so (G4): a need heard at a door, taken by somebody, met or closed with its reason."""
