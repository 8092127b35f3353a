-- Elsewhere each of the two would be a job of its own, and read the topic once more.
CREATE TABLE orders (order_id STRING NOT NULL, total DECIMAL(10, 2)) WITH ( -- expect: json-missing-field
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'split',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json'
);
CREATE DATABASE IF NOT EXISTS lake.shop;
CREATE TABLE IF NOT EXISTS lake.shop.big_orders (order_id STRING NOT NULL, total DECIMAL(10, 2));
CREATE TABLE IF NOT EXISTS lake.shop.small_orders (order_id STRING NOT NULL, total DECIMAL(10, 2));
INSERT INTO lake.shop.big_orders SELECT order_id, total FROM orders WHERE total >= 1000;
INSERT INTO lake.shop.small_orders SELECT order_id, total FROM orders WHERE total < 1000; -- expect: multiple-inserts-not-a-set
