"""Pages on areas and who answers for them, members, posts, agencies, groups and devices."""
