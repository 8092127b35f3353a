-- Baskets have their lines inside; each line becomes a row.
CREATE TABLE baskets (
  `id`     STRING NOT NULL,
  customer ROW<`id` STRING, address ROW<zip STRING, city STRING>> NOT NULL,
  `lines`  ARRAY<ROW<sku STRING, qty INT, tags ARRAY<STRING>>> NOT NULL,
  attributes MAP<STRING, STRING>,
  kafka_ts TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,
  `partition` INT METADATA VIRTUAL,
  `offset` BIGINT METADATA VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = 'baskets',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'basket-lines',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json',
  'json.fail-on-missing-field' = 'true'
);
CREATE DATABASE IF NOT EXISTS lake.shop;
CREATE TABLE IF NOT EXISTS lake.shop.basket_lines (
  basket STRING NOT NULL, zip STRING, campaign STRING, sku STRING, qty INT, first_tag STRING, kafka_partition INT NOT NULL, kafka_offset BIGINT NOT NULL
);
INSERT INTO lake.shop.basket_lines
SELECT b.`id`, b.customer.address.zip, b.attributes['campaign'], l.sku, l.qty, l.tags[1], b.`partition`, b.`offset`
FROM baskets AS b
CROSS JOIN UNNEST(b.`lines`) AS l (sku, qty, tags);
