-- tidewater:allow late-rows-dropped: no record is on its way for more than 1 minute
CREATE TABLE orders (
  order_id   STRING NOT NULL,
  ordered_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR ordered_at AS ordered_at - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'parcels',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.idle-timeout' = '30 s',
  'format' = 'avro-confluent',
  'avro-confluent.url' = 'http://schema-registry:8081'
);
CREATE TABLE parcels (
  parcel_id STRING NOT NULL,
  order_id  STRING NOT NULL,
  sent_at   TIMESTAMP(3) NOT NULL,
  WATERMARK FOR sent_at AS sent_at - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'parcels',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'parcels',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.idle-timeout' = '30 s',
  'format' = 'avro-confluent',
  'avro-confluent.url' = 'http://schema-registry:8081'
);
CREATE TEMPORARY VIEW sent AS
SELECT o.order_id, o.ordered_at, p.parcel_id
FROM orders AS o LEFT JOIN parcels AS p
  ON o.order_id = p.order_id AND p.sent_at BETWEEN o.ordered_at AND o.ordered_at + INTERVAL '2' DAY;
CREATE DATABASE IF NOT EXISTS lake.shop;
CREATE TABLE IF NOT EXISTS lake.shop.parcels_per_order (ordered DATE NOT NULL, order_id STRING NOT NULL, parcels BIGINT NOT NULL);
INSERT INTO lake.shop.parcels_per_order
SELECT CAST(window_start AS DATE) AS ordered, order_id, COUNT(parcel_id) AS parcels
FROM TABLE(TUMBLE(TABLE sent, DESCRIPTOR(ordered_at), INTERVAL '1' DAY))
GROUP BY window_start, window_end, order_id;
