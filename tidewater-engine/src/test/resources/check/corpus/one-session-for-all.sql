CREATE TABLE clicks (
  user_id STRING NOT NULL, url STRING, ts TIMESTAMP(3) NOT NULL,
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND -- expect: late-rows-dropped
) WITH (
  'connector' = 'kafka', 'topic' = 'clicks', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'sessions',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '1 min', 'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE DATABASE IF NOT EXISTS lake.web;
CREATE TABLE IF NOT EXISTS lake.web.sessions (began TIMESTAMP(6) NOT NULL, ended TIMESTAMP(6) NOT NULL, user_id STRING NOT NULL, clicks BIGINT NOT NULL);
INSERT INTO lake.web.sessions -- expect: updating-into-append-sink
SELECT window_start, window_end, user_id, COUNT(*)
FROM TABLE(SESSION(TABLE clicks, DESCRIPTOR(ts), INTERVAL '30' MINUTES)) -- expect: session-without-partition-by
GROUP BY window_start, window_end, user_id;
