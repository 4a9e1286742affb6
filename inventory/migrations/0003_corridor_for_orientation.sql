ALTER TABLE inventory_corridor
    ADD CONSTRAINT corridor_geom_sound CHECK (inventory_is_sound(geom));
CREATE TRIGGER corridor_inside_area BEFORE INSERT OR UPDATE OF geom ON inventory_corridor
    FOR EACH ROW EXECUTE FUNCTION inventory_refuse_outside_area('geom');
