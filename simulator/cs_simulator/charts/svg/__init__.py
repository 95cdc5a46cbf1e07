"""Charts as SVG: one picture as an element of a page, or several as a file of their own."""
