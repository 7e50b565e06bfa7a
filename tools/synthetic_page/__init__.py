"""The page that sets what is drawn for a synthetic force beside what it was drawn from.

`python -m tools.synthetic_page FOLDER` writes it, with its pictures; a test holds that they are
current. FOLDER is the folder of published files that the shapes are made from.
"""
