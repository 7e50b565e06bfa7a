"""Document to bytes, one module a format. Dumb: computes no number, chooses no word."""
