-- The versioned table is a view: the newest row of each key, as of any moment.
CREATE TABLE orders (
  order_id STRING NOT NULL, currency STRING NOT NULL, price DECIMAL(10, 2) NOT NULL, ts TIMESTAMP(3) NOT NULL,
  WATERMARK FOR ts AS ts - INTERVAL '10' SECOND
) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'eur',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE rate_history (
  currency STRING NOT NULL, rate DECIMAL(12, 6) NOT NULL, since TIMESTAMP(3) NOT NULL,
  WATERMARK FOR since AS since - INTERVAL '10' SECOND
) WITH (
  'connector' = 'kafka', 'topic' = 'rates', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'eur',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TEMPORARY VIEW rates AS
SELECT currency, rate, since
FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY currency ORDER BY since DESC) AS newest FROM rate_history)
WHERE newest = 1;
CREATE DATABASE IF NOT EXISTS lake.shop;
CREATE TABLE IF NOT EXISTS lake.shop.in_euros (order_id STRING NOT NULL, euros DECIMAL(20, 2));
INSERT INTO lake.shop.in_euros
SELECT o.order_id, CAST(o.price * r.rate AS DECIMAL(20, 2))
FROM orders AS o
JOIN rates FOR SYSTEM_TIME AS OF o.ts AS r ON r.currency = o.currency;
