"""The performance portal: people look at what the road makes, in a browser.

Knows people, pages and rights. Refuses to know how anything is counted: every figure comes from
`pipeline`, asked for through one desk.
"""
