-- The interval join comes too late: the first join has taken the time attribute away.
CREATE TABLE orders (
  order_id STRING NOT NULL, user_id STRING NOT NULL, ordered_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR ordered_at AS ordered_at - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'x',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE users (user_id STRING NOT NULL, name STRING NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'users', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'x',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE payments (
  order_id STRING NOT NULL, paid_at TIMESTAMP(3) NOT NULL, WATERMARK FOR paid_at AS paid_at - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'payments', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'x',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE DATABASE IF NOT EXISTS lake.a;
CREATE TABLE IF NOT EXISTS lake.a.b (order_id STRING NOT NULL, name STRING NOT NULL, paid_at TIMESTAMP(6) NOT NULL);
INSERT INTO lake.a.b
SELECT o.order_id, u.name, p.paid_at
FROM orders AS o
JOIN users AS u ON o.user_id = u.user_id -- expect: regular-join-no-ttl
JOIN payments AS p ON o.order_id = p.order_id -- expect: interval-degraded-to-regular-join
  AND p.paid_at BETWEEN o.ordered_at AND o.ordered_at + INTERVAL '1' HOUR;
