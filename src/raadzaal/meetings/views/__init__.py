"""Meetings for everybody, and for those who run them."""
