"""All the English: figures by name, sentences from facts, authors' words with live figures.

Takes only what disclosure lets through. Knows no measure file, no source and no format.
"""
