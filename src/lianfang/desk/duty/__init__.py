"""The desk's pages on duty: members, posts, agencies, groups and devices."""
