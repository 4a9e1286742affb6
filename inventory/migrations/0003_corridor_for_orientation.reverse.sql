DROP TRIGGER corridor_inside_area ON inventory_corridor;
ALTER TABLE inventory_corridor DROP CONSTRAINT corridor_geom_sound;
