CREATE TABLE orders (
  order_id STRING NOT NULL, shop STRING NOT NULL, ordered_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR ordered_at AS ordered_at - INTERVAL '1' MINUTE -- expect: late-rows-dropped
) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'returns', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s',
  'format' = 'avro-confluent', 'avro-confluent.url' = 'http://schema-registry:8081'
);
CREATE TABLE returned (
  order_id STRING NOT NULL, weight INT, returned_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR returned_at AS returned_at - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'returns', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'returns', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s',
  'format' = 'avro-confluent', 'avro-confluent.url' = 'http://schema-registry:8081'
);
CREATE TEMPORARY VIEW orders_with_returns AS
SELECT o.order_id, o.shop, o.ordered_at, r.order_id AS returned_id, r.weight
FROM orders AS o LEFT JOIN returned AS r
ON o.order_id = r.order_id AND r.returned_at BETWEEN o.ordered_at AND o.ordered_at + INTERVAL '14' DAY;
CREATE DATABASE IF NOT EXISTS lake.shop;
CREATE TABLE IF NOT EXISTS lake.shop.sent_back (d TIMESTAMP(6) NOT NULL, order_id STRING NOT NULL, sent_back BIGINT NOT NULL, weight INT, mean DECIMAL(10, 2));
INSERT INTO lake.shop.sent_back
SELECT window_start, order_id,
  COUNT(*) AS sent_back, -- expect: count-star-left-join
  SUM(weight) AS weight, -- expect: int-sum-overflow
  AVG(weight) AS mean -- expect: int-division-avg
FROM TABLE(TUMBLE(TABLE orders_with_returns, DESCRIPTOR(ordered_at), INTERVAL '1' DAY))
GROUP BY window_start, window_end, order_id;
