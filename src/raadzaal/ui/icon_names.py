"""The signs of the sprite, by name, in the order of the page that shows them."""

ICONS = """
    chamber menu list close search moon sun arrow-right arrow-left arrow-up arrow-down chevron outside info check
    check-circle warning stop now clock calendar bell letter paper papers dossier archive book paragraph pen sign
    speech people person gavel vote scales copy link download upload print lock key globe settings compare history
    plus support reservation objection to_confirm none unknown
""".split()  # noqa: SIM905 -- a list of words reads best as words
