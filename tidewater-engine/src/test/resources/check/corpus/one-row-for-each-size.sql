-- A product with rows that the script itself names is no Cartesian product. Flink keeps the products all the same.
CREATE TABLE products (product STRING NOT NULL, price DECIMAL(10, 2) NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'products', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'sizes',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE DATABASE IF NOT EXISTS lake.shop;
CREATE TABLE IF NOT EXISTS lake.shop.variants (product STRING NOT NULL, size STRING NOT NULL, price DECIMAL(10, 2) NOT NULL);
INSERT INTO lake.shop.variants -- expect: regular-join-no-ttl
SELECT p.product, s.size, CAST(p.price * s.factor AS DECIMAL(10, 2))
FROM products AS p
CROSS JOIN UNNEST(ARRAY[ROW('S', 0.9), ROW('M', 1.0), ROW('L', 1.1)]) AS s (size, factor);
