"""
Charts as plain geometry: values in, numbers for an SVG template out.

Pure: no Django, no clock, no database, no words; templates under `pages/charts/` write the words.
Horizontal places are shares of the width in percent, so that a chart fills a phone and a desk
alike and its text keeps its size; vertical places are pixels. Numbers leave as text: a template
would write a German comma.
"""
