"""The office's pages: the shell that every slice plugs into, its components, sign-in and home."""
