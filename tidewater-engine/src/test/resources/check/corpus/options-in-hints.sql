-- The table belongs to all teams; what this pipeline wants of it stands in hints.
-- tidewater:allow late-rows-dropped: no record is on its way for more than 1 minute
CREATE TABLE shared_orders (
  order_id STRING NOT NULL,
  total    DECIMAL(10, 2) NOT NULL,
  ts       TIMESTAMP(3) NOT NULL,
  WATERMARK FOR ts AS ts - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'format' = 'avro-confluent',
  'avro-confluent.url' = 'http://schema-registry:8081'
);
CREATE DATABASE IF NOT EXISTS lake.shop;
CREATE TABLE IF NOT EXISTS lake.shop.turnover (window_end TIMESTAMP(6) NOT NULL, total DECIMAL(38, 2));
INSERT INTO lake.shop.turnover
SELECT window_end, SUM(total)
FROM TABLE(TUMBLE(
  (SELECT order_id, total, ts FROM shared_orders
    /*+ OPTIONS('properties.group.id' = 'turnover', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '1 min') */),
  DESCRIPTOR(ts), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end;
