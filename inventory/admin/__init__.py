"""
The administration of what exists, for administrators only.

Regions, sites, schools and the catalogue are edited here; plant is only shown (DESIGN section 8):
it changes on the map and its pages, through operations that keep every circuit lit. What anything
hangs on cannot be deleted: it is retired.
"""

from inventory.admin import catalogue, equipment, glass, places, ways

__all__ = ["catalogue", "equipment", "glass", "places", "ways"]
