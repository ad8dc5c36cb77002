"""Who is on duty: agencies, members, and the posts that give rights in an area and make somebody answer."""
