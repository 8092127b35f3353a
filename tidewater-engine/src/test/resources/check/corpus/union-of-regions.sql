-- tidewater:allow late-rows-dropped: no record is on its way for more than 1 minute
CREATE TABLE eu (id STRING NOT NULL, amount BIGINT NOT NULL, ts TIMESTAMP(3) NOT NULL, WATERMARK FOR ts AS ts - INTERVAL '1' MINUTE) WITH (
  'connector' = 'kafka', 'topic' = 'eu.sales', 'properties.bootstrap.servers' = 'eu-kafka:9092', 'properties.group.id' = 'sales',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '1 min', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE us WITH ('topic' = 'us.sales', 'properties.bootstrap.servers' = 'us-kafka:9092') LIKE eu (OVERWRITING OPTIONS);
CREATE TEMPORARY VIEW sales AS
SELECT 'eu' AS region, id, amount, ts FROM eu
UNION ALL
SELECT 'us' AS region, id, amount, ts FROM us;
CREATE DATABASE IF NOT EXISTS lake.sales;
CREATE TABLE IF NOT EXISTS lake.sales.per_day (region STRING NOT NULL, d DATE NOT NULL, amount BIGINT) PARTITIONED BY (d) WITH ('write.distribution-mode' = 'hash');
-- tidewater:allow late-rows-dropped: no record is on its way for more than 1 minute
INSERT INTO lake.sales.per_day
SELECT region, CAST(window_start AS DATE), SUM(amount)
FROM TABLE(TUMBLE(TABLE sales, DESCRIPTOR(ts), INTERVAL '1' DAY))
GROUP BY window_start, window_end, region;
