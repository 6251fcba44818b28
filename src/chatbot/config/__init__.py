"""What a person set once for all: colours, keys, region, lines instead of a screen.

The file is optional. This room imports nothing by itself: an answer asks `places` whether there is
a file, and without one neither a TOML reader nor anything else is loaded.
"""
