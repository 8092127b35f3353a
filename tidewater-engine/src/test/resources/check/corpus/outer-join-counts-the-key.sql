-- tidewater:allow late-rows-dropped: no record is on its way for more than 1 minute
CREATE TABLE orders (
  order_id STRING NOT NULL, shop STRING NOT NULL, ordered_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR ordered_at AS ordered_at - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'paid-share', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s',
  'format' = 'avro-confluent', 'avro-confluent.url' = 'http://schema-registry:8081'
);
CREATE TABLE payments (
  payment_id STRING NOT NULL, order_id STRING NOT NULL, paid_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR paid_at AS paid_at - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'payments', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'paid-share', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s',
  'format' = 'avro-confluent', 'avro-confluent.url' = 'http://schema-registry:8081'
);
CREATE TEMPORARY VIEW settled AS
SELECT o.order_id, o.shop, o.ordered_at, p.payment_id
FROM orders AS o LEFT JOIN payments AS p
ON o.order_id = p.order_id AND p.paid_at BETWEEN o.ordered_at AND o.ordered_at + INTERVAL '1' HOUR;
CREATE DATABASE IF NOT EXISTS lake.shop;
CREATE TABLE IF NOT EXISTS lake.shop.paid_share (
  window_start TIMESTAMP(6) NOT NULL, shop STRING NOT NULL, orders BIGINT NOT NULL, paid BIGINT NOT NULL, unpaid BIGINT NOT NULL
);
INSERT INTO lake.shop.paid_share
SELECT window_start, shop,
  COUNT(DISTINCT order_id) AS orders,
  COUNT(payment_id) AS paid,
  COUNT(*) FILTER (WHERE payment_id IS NULL) AS unpaid
FROM TABLE(TUMBLE(TABLE settled, DESCRIPTOR(ordered_at), INTERVAL '1' DAY))
GROUP BY window_start, window_end, shop;
