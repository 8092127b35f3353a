-- Flink plans this as if a first row stayed the first for ever. It does not: a cheaper offer takes its place.
CREATE TABLE offers (product STRING NOT NULL, shop STRING NOT NULL, price DECIMAL(10, 2) NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'offers', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'o',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE DATABASE IF NOT EXISTS lake.prices;
CREATE TABLE IF NOT EXISTS lake.prices.cheapest (product STRING NOT NULL, shop STRING NOT NULL, price DECIMAL(10, 2) NOT NULL);
INSERT INTO lake.prices.cheapest -- expect: updating-into-append-sink
SELECT product, shop, price
FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY product ORDER BY price) AS place FROM offers) -- expect: rank-no-ttl
WHERE place = 1;
