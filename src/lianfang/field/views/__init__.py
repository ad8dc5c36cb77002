"""Pages and addresses of the phone."""
