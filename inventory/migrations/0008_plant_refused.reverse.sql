DROP TRIGGER duct_has_room ON inventory_cablesection;
DROP TRIGGER duct_sound ON inventory_ductsection;
DROP TRIGGER duct_sound ON inventory_duct;
DROP FUNCTION inventory_refuse_overfilled_duct, inventory_refuse_duct_row, inventory_refuse_duct;
DROP TRIGGER slackloop_on_its_cable ON inventory_slackloop;
DROP TRIGGER cable_sound ON inventory_routesegment;
DROP TRIGGER cable_sound ON inventory_cablesection;
DROP TRIGGER cable_sound ON inventory_cable;
DROP FUNCTION inventory_refuse_slack_off_cable, inventory_refuse_segment_under_cable,
    inventory_refuse_cable, inventory_refuse_crooked_cable, inventory_cable_steps;
DROP TRIGGER reservation_within_type ON inventory_reservation;
DROP FUNCTION inventory_refuse_reservation_beyond_type;
ALTER TABLE inventory_reservation DROP CONSTRAINT reservation_no_overlap;
DROP TRIGGER circuithop_leaves_no_lit_strand ON inventory_circuithop;
DROP TRIGGER circuithop_on_sound_strand ON inventory_circuithop;
DROP TRIGGER strand_lit_has_circuit ON inventory_strand;
DROP TRIGGER strand_within_type_changed ON inventory_strand;
DROP TRIGGER strand_within_type_new ON inventory_strand;
DROP FUNCTION inventory_refuse_hop_on_bad_strand, inventory_refuse_strand_status,
    inventory_refuse_strand_untrue, inventory_refuse_strand_beyond_type;
ALTER TABLE inventory_strand DROP CONSTRAINT strand_in_tube_of_its_cable;
ALTER TABLE inventory_tube DROP CONSTRAINT tube_of_cable;
DROP TRIGGER cabletype_tubes_sum ON inventory_cabletypetube;
DROP TRIGGER cabletype_tubes_sum ON inventory_cabletype;
DROP TRIGGER splitterleg_within_splitter ON inventory_splitterleg;
DROP TRIGGER closure_has_room ON inventory_closure;
DROP TRIGGER closure_has_room ON inventory_tray;
DROP TRIGGER tray_has_room ON inventory_joint;
DROP TRIGGER joint_joins_two_ends ON inventory_mate;
DROP TRIGGER joint_joins_two_ends ON inventory_joint;
DROP FUNCTION inventory_refuse_tubes_not_summing, inventory_refuse_leg_beyond_splitter,
    inventory_refuse_full_closure, inventory_refuse_full_tray, inventory_refuse_joint_of_nothing;
DROP INDEX mate_one_pair_a_joint;
ALTER TABLE inventory_mate
    DROP CONSTRAINT mate_is_mutual, DROP CONSTRAINT mate_joint_at_node, DROP CONSTRAINT mate_end_at_node;
ALTER TABLE inventory_joint DROP CONSTRAINT joint_at_node;
ALTER TABLE inventory_opticalend
    DROP CONSTRAINT opticalend_at_node, DROP CONSTRAINT opticalend_of_one_glass;
DROP FUNCTION inventory_refuse;
DROP SEQUENCE inventory_glass_id;
