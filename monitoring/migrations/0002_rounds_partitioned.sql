-- Raw rounds by month, kept 90 days; a forgotten month falls into the DEFAULT partition, not on the floor.
CREATE TABLE monitoring_proberound (
    target_id bigint NOT NULL,
    vantage_id bigint NOT NULL,
    scheduled_at timestamptz NOT NULL,
    lag_ms double precision NOT NULL,
    sent smallint NOT NULL CHECK (sent >= 0),
    received smallint NOT NULL CHECK (received BETWEEN 0 AND sent),
    late smallint NOT NULL DEFAULT 0,
    dup smallint NOT NULL DEFAULT 0,
    foreign_n smallint NOT NULL DEFAULT 0,
    send_errors smallint NOT NULL DEFAULT 0,
    icmp_type smallint,
    icmp_code smallint,
    icmp_from inet,
    rtts_us integer[] NOT NULL DEFAULT '{}' CHECK (cardinality(rtts_us) <= received),
    ttl smallint,
    flags integer NOT NULL DEFAULT 0,
    PRIMARY KEY (target_id, vantage_id, scheduled_at)
) PARTITION BY RANGE (scheduled_at);
CREATE TABLE monitoring_proberound_default PARTITION OF monitoring_proberound DEFAULT;
CREATE INDEX proberound_scheduled_brin ON monitoring_proberound USING brin (scheduled_at);

-- No foreign keys: Django does not know this table, and could not flush its own under it.
CREATE TABLE monitoring_probehourly (
    target_id bigint NOT NULL,
    vantage_id bigint NOT NULL,
    hour_at timestamptz NOT NULL,
    n_rounds integer NOT NULL CHECK (n_rounds >= 0),
    n_up integer NOT NULL CHECK (n_up BETWEEN 0 AND n_rounds),
    n_sent integer NOT NULL,
    n_received integer NOT NULL CHECK (n_received BETWEEN 0 AND n_sent),
    n_expected integer NOT NULL,
    rtt_min_us integer,
    rtt_avg_us integer,
    rtt_p95_us integer,
    rtt_max_us integer,
    PRIMARY KEY (target_id, vantage_id, hour_at)
);
