"""A kind of the tests' own, as a later slice would bring it: the phone draws, keeps and sends it all the same."""
