"""
Pages of the plant: cables and their strands, closures, panels, ducts, nodes, light paths.

Reading only; what changes the plant is `pages.fibre.changes`. All of it is confidential: every
view stands behind `SEES_PLANT`, every row is fetched through `.visible_to(asker)`.
"""
