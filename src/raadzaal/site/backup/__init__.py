"""A copy of the whole house in a folder, and a house made from such a copy. For operators: docs/operating/backup.md.

What is copied: the database as it stood at one moment, every file that it names, the notes of the journal with the key that signs
them, and the installation's secret. What can be made anew is not: the index of the search, the files of the open data.
"""
