CREATE TABLE clicks (
  user_id STRING NOT NULL, ts TIMESTAMP(3) NOT NULL, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka', 'topic' = 'clicks', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'sessions',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE DATABASE IF NOT EXISTS lake.web;
CREATE TABLE IF NOT EXISTS lake.web.per_hour (hour_start TIMESTAMP(6) NOT NULL, user_id STRING NOT NULL, clicks BIGINT NOT NULL);
INSERT INTO lake.web.per_hour -- expect: updating-into-append-sink
SELECT window_start, user_id, COUNT(*)
FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' HOUR))
GROUP BY window_start, user_id; -- expect: window-not-recognised
