CREATE TABLE orders (id STRING NOT NULL, amount DECIMAL(10, 2) NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'x',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE rates (currency STRING NOT NULL, rate DECIMAL(10, 4) NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'rates', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'x',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
SET 'table.exec.state.ttl' = '1 h';
CREATE DATABASE IF NOT EXISTS lake.a;
CREATE TABLE IF NOT EXISTS lake.a.b (id STRING NOT NULL, currency STRING NOT NULL, amount DECIMAL(20, 6));
INSERT INTO lake.a.b
SELECT o.id, r.currency, o.amount * r.rate
FROM orders o, rates r; -- expect: cross-join
