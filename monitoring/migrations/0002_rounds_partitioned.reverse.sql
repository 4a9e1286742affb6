DROP TABLE monitoring_probehourly;
DROP TABLE monitoring_proberound;
