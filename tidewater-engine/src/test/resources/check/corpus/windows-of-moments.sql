-- Windows over TIMESTAMP_LTZ, of which only moments are written: no zone has a say in it.
-- tidewater:allow late-rows-dropped: no record is on its way for more than 3 seconds
CREATE TABLE ev (kind STRING NOT NULL, ts TIMESTAMP_LTZ(3) NOT NULL, WATERMARK FOR ts AS ts - INTERVAL '3' SECOND) WITH (
  'connector' = 'kafka', 'topic' = 'ev', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'ev',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '5 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true',
  'json.timestamp-format.standard' = 'ISO-8601');
CREATE DATABASE IF NOT EXISTS lake.ev;
CREATE TABLE IF NOT EXISTS lake.ev.per_ten_seconds (until TIMESTAMP_LTZ(6), kind STRING NOT NULL, n BIGINT NOT NULL);
INSERT INTO lake.ev.per_ten_seconds
SELECT window_time, kind, COUNT(*)
FROM TABLE(TUMBLE(TABLE ev, DESCRIPTOR(ts), INTERVAL '10' SECOND))
GROUP BY window_start, window_end, window_time, kind;
