DROP TRIGGER fibreroute_walk_contiguous ON inventory_fibreroutesegment;
DROP FUNCTION inventory_refuse_broken_walk();
DROP TRIGGER routenode_keeps_segments ON inventory_routenode;
DROP TRIGGER routesegment_ends_at_nodes ON inventory_routesegment;
DROP FUNCTION inventory_refuse_segment_off_nodes();
DROP FUNCTION inventory_segment_on_nodes(inventory_routesegment);
DROP TRIGGER routesegment_inside_area ON inventory_routesegment;
DROP TRIGGER routenode_inside_area ON inventory_routenode;
DROP TRIGGER site_area_inside_area ON inventory_site;
DROP TRIGGER site_geom_inside_area ON inventory_site;
DROP FUNCTION inventory_refuse_outside_area();
ALTER TABLE inventory_routesegment
    DROP CONSTRAINT routesegment_length_positive,
    DROP CONSTRAINT routesegment_geom_simple,
    DROP CONSTRAINT routesegment_geom_sound;
ALTER TABLE inventory_routenode DROP CONSTRAINT routenode_geom_sound;
ALTER TABLE inventory_site DROP CONSTRAINT site_area_sound, DROP CONSTRAINT site_geom_sound;
ALTER TABLE inventory_region DROP CONSTRAINT region_geom_sound;
ALTER TABLE inventory_operatorarea DROP CONSTRAINT operatorarea_geom_sound;
DROP FUNCTION inventory_is_sound(geometry);
