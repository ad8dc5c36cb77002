"""The pages of protocols."""
