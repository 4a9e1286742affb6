DROP TRIGGER vantage_notifies_worker ON monitoring_vantage;
DROP TRIGGER target_notifies_worker ON monitoring_target;
DROP TRIGGER proberequest_notifies_worker ON monitoring_proberequest;
DROP FUNCTION monitoring_notify_worker();
