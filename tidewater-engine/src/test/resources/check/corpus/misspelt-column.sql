CREATE TABLE orders (
  order_id STRING NOT NULL,
  amount   DECIMAL(10, 2) NOT NULL
) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'g',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE DATABASE IF NOT EXISTS lake.shop;
CREATE TABLE IF NOT EXISTS lake.shop.big (order_id STRING NOT NULL, amount DECIMAL(10, 2) NOT NULL);
INSERT INTO lake.shop.big
SELECT order_id,
       amout -- expect: sql-name
FROM orders
WHERE amount > 1000;
