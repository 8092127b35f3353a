-- An order may be paid in parts; its row is then there several times, and its total is added up as often.
CREATE TABLE orders (
  order_id STRING NOT NULL, total DECIMAL(10, 2) NOT NULL, ts TIMESTAMP(3) NOT NULL, WATERMARK FOR ts AS ts - INTERVAL '1' MINUTE -- expect: late-rows-dropped
) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'x',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE payments (
  order_id STRING NOT NULL, ts TIMESTAMP(3) NOT NULL, WATERMARK FOR ts AS ts - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'payments', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'x',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TEMPORARY VIEW paid AS
SELECT o.order_id, o.total, o.ts
FROM orders AS o
JOIN payments AS p ON o.order_id = p.order_id AND p.ts BETWEEN o.ts AND o.ts + INTERVAL '1' HOUR;
CREATE DATABASE IF NOT EXISTS lake.a;
CREATE TABLE IF NOT EXISTS lake.a.b (window_start TIMESTAMP(6) NOT NULL, total DECIMAL(38, 2));
INSERT INTO lake.a.b
SELECT window_start, SUM(total) -- expect: join-fan-out
FROM TABLE(TUMBLE(TABLE paid, DESCRIPTOR(ts), INTERVAL '1' HOUR)) GROUP BY window_start, window_end;
