-- An order has many lines: the join gives a row for each, and it is the lines that are added up.
-- tidewater:allow late-rows-dropped: no record is on its way for more than 1 minute
CREATE TABLE orders (
  order_id STRING NOT NULL, shop STRING NOT NULL, ordered_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR ordered_at AS ordered_at - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'lines',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE order_lines (
  order_id STRING NOT NULL, sku STRING NOT NULL, amount DECIMAL(10, 2) NOT NULL, added_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR added_at AS added_at - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'order-lines', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'lines',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TEMPORARY VIEW lines_of_shops AS
SELECT o.shop, o.ordered_at, l.sku, l.amount
FROM orders AS o
JOIN order_lines AS l ON o.order_id = l.order_id AND l.added_at BETWEEN o.ordered_at AND o.ordered_at + INTERVAL '5' MINUTE;
CREATE DATABASE IF NOT EXISTS lake.shop;
CREATE TABLE IF NOT EXISTS lake.shop.turnover (
  window_start TIMESTAMP(6) NOT NULL, shop STRING NOT NULL, amount DECIMAL(38, 2), line_count BIGINT NOT NULL
);
INSERT INTO lake.shop.turnover
SELECT window_start, shop, SUM(amount) AS amount, COUNT(*) AS line_count
FROM TABLE(TUMBLE(TABLE lines_of_shops, DESCRIPTOR(ordered_at), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, shop;
