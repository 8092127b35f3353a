SET 'table.local-time-zone' = 'UTC';
CREATE TABLE metrics (
  host        STRING NOT NULL,
  epoch_s     BIGINT NOT NULL,
  received_ms BIGINT NOT NULL,
  `value`     DOUBLE,
  ts       AS TO_TIMESTAMP_LTZ(epoch_s, 0),
  received AS TO_TIMESTAMP_LTZ(received_ms, 3),
  ts_again AS TO_TIMESTAMP_LTZ(epoch_s * 1000, 3),
  WATERMARK FOR ts AS ts - INTERVAL '10' SECOND
) WITH (
  'connector' = 'kafka', 'topic' = 'metrics', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'metrics', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s',
  'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE DATABASE IF NOT EXISTS lake.ops;
CREATE TABLE IF NOT EXISTS lake.ops.metrics (
  host STRING NOT NULL, ts TIMESTAMP_LTZ(6), received TIMESTAMP_LTZ(6), `value` DOUBLE
);
INSERT INTO lake.ops.metrics SELECT host, ts, received, `value` FROM metrics WHERE ts = ts_again;
