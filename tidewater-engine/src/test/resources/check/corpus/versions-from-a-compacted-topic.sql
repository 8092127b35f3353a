SET 'table.local-time-zone' = 'UTC';
CREATE TABLE orders (
  id STRING NOT NULL, product STRING NOT NULL, ts TIMESTAMP(3) NOT NULL, WATERMARK FOR ts AS ts - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'x',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE products (
  product STRING NOT NULL, price DECIMAL(10, 2), ts TIMESTAMP(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL,
  WATERMARK FOR ts AS ts - INTERVAL '1' MINUTE, PRIMARY KEY (product) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka', -- expect: upsert-tombstone-time
  'topic' = 'products', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'x',
  'scan.watermark.idle-timeout' = '30 s', 'key.format' = 'json', 'value.format' = 'json');
CREATE DATABASE IF NOT EXISTS lake.a;
CREATE TABLE IF NOT EXISTS lake.a.b (id STRING NOT NULL, price DECIMAL(10, 2), ts TIMESTAMP(6) NOT NULL);
INSERT INTO lake.a.b
SELECT o.id, p.price, o.ts
FROM orders AS o
LEFT JOIN products FOR SYSTEM_TIME AS OF o.ts AS p ON o.product = p.product;
