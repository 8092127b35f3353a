SET 'table.exec.source.idle-timeout' = '45 s';
SET 'table.local-time-zone' = 'UTC';
-- tidewater:allow late-rows-dropped: no record is on its way for more than 5 seconds
CREATE TABLE ev (k STRING NOT NULL, ms BIGINT NOT NULL, ts AS TO_TIMESTAMP_LTZ(ms, 3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND)
WITH ('connector' = 'kafka', 'topic' = 'ev', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'ev', 'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE DATABASE IF NOT EXISTS lake.d;
CREATE TABLE IF NOT EXISTS lake.d.n (window_start TIMESTAMP(6) NOT NULL, k STRING NOT NULL, n BIGINT NOT NULL);
INSERT INTO lake.d.n
SELECT window_start, k, COUNT(*) FROM TABLE(HOP(TABLE ev, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE)) GROUP BY window_start, window_end, k;
