"""Tests of posts, passages, lookouts and referrals."""
