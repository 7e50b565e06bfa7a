"""What was done and read, by whom and when, in a chain that shows every alteration.

Takes events and gives them back; knows nothing of what they are about.
"""
