-- tidewater:allow no-idle-timeout: one partition, and a heartbeat every second
-- tidewater:allow late-rows-dropped: no record is on its way for more than 1 second
CREATE TABLE quotes (
  isin STRING NOT NULL, price DECIMAL(12, 4) NOT NULL, `at` TIMESTAMP(3) NOT NULL,
  WATERMARK FOR `at` AS `at` - INTERVAL '1' SECOND
) WITH (
  'connector' = 'kafka', 'topic' = 'quotes', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'quotes',
  -- tidewater:allow latest-offset: yesterday's quotes are of no use to anybody
  'scan.startup.mode' = 'latest-offset',
  'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE DATABASE IF NOT EXISTS lake.market;
CREATE TABLE IF NOT EXISTS lake.market.highs (window_start TIMESTAMP(6) NOT NULL, isin STRING NOT NULL, high DECIMAL(12, 4));
INSERT INTO lake.market.highs
SELECT window_start, isin, MAX(price)
FROM TABLE(TUMBLE(TABLE quotes, DESCRIPTOR(`at`), INTERVAL '10' SECOND))
GROUP BY window_start, window_end, isin;
