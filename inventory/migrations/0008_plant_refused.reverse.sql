-- The triggers that note what is due go with their function.
DROP FUNCTION inventory_note_due CASCADE;
DROP TABLE inventory_due;
DROP PROCEDURE inventory_watch;
DROP FUNCTION inventory_check_due, inventory_check_duct, inventory_refuse_full_duct,
    inventory_refuse_crooked_duct, inventory_check_cable, inventory_refuse_crooked_cable,
    inventory_cable_steps, inventory_check_path, inventory_check_light, inventory_check_type,
    inventory_check_glass, inventory_check_splitter, inventory_check_panel, inventory_check_closure;
ALTER TABLE inventory_reservation DROP CONSTRAINT reservation_no_overlap;
ALTER TABLE inventory_strand DROP CONSTRAINT strand_in_tube_of_its_cable;
ALTER TABLE inventory_tube DROP CONSTRAINT tube_of_cable;
DROP TRIGGER joint_joins_two_ends ON inventory_mate;
DROP TRIGGER joint_joins_two_ends ON inventory_joint;
DROP FUNCTION inventory_refuse_joint_left, inventory_refuse_joint_of_nothing;
DROP INDEX mate_one_pair_a_joint;
ALTER TABLE inventory_mate
    DROP CONSTRAINT mate_is_mutual, DROP CONSTRAINT mate_joint_at_node, DROP CONSTRAINT mate_end_at_node;
ALTER TABLE inventory_joint DROP CONSTRAINT joint_at_node;
ALTER TABLE inventory_opticalend
    DROP CONSTRAINT opticalend_at_node, DROP CONSTRAINT opticalend_of_one_glass;
ALTER TABLE inventory_cabletypeattenuation DROP CONSTRAINT cabletypeattenuation_finite;
ALTER TABLE inventory_cabletype DROP CONSTRAINT cabletype_outer_finite;
ALTER TABLE inventory_duct DROP CONSTRAINT duct_finite;
ALTER TABLE inventory_splitter DROP CONSTRAINT splitter_loss_finite;
ALTER TABLE inventory_joint DROP CONSTRAINT joint_loss_finite;
ALTER TABLE inventory_slackloop DROP CONSTRAINT slackloop_finite;
ALTER TABLE inventory_cable DROP CONSTRAINT cable_sheath_finite;
DROP FUNCTION inventory_refuse;
DROP SEQUENCE inventory_glass_id;
