CREATE TABLE orders (id STRING NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'o',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'raw'
);
CREATE CATALOG ice WITH ('type' = 'iceberg', 'catalog-type' = 'hadoop', 'warehouse' = 'hdfs://nn:8020/warehouse');
USE CATALOG ice;
CREATE DATABASE IF NOT EXISTS shop;
USE shop;
CREATE TABLE payments (id STRING NOT NULL) WITH ( -- expect: unqualified-after-use-catalog
  'connector' = 'kafka', 'topic' = 'payments', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'o',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'raw'
);
CREATE TABLE IF NOT EXISTS order_ids (id STRING NOT NULL);
INSERT INTO order_ids SELECT id FROM orders; -- expect: unqualified-after-use-catalog
