CREATE TABLE customers (
  `before` ROW<id BIGINT, name STRING>,
  `after`  ROW<id BIGINT, name STRING>,
  op       STRING,
  ts_ms    BIGINT
) WITH (
  'connector' = 'kafka', 'topic' = 'pg.public.customers', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'c',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json' -- expect: changelog-topic-read-as-append
);
CREATE DATABASE IF NOT EXISTS lake.crm;
CREATE TABLE IF NOT EXISTS lake.crm.customers (id BIGINT, name STRING);
INSERT INTO lake.crm.customers SELECT c.`after`.id, c.`after`.name FROM customers AS c;
