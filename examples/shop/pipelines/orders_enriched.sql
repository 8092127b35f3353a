-- Every order exactly once, with the product as it was when the order was placed and the state of its payment:
--   paid       a payment followed within five minutes
--   paid_late  it followed within the hour
--   unpaid     none did; what comes after an hour is a matter for customer service

SET 'table.local-time-zone' = 'UTC';

-- tidewater:allow late-rows-dropped: an order is on its way for half an hour, and the watermark waits for two
CREATE TABLE orders (
  order_id       STRING NOT NULL,
  order_time     TIMESTAMP(3) NOT NULL,
  user_id        STRING NOT NULL,
  product_id     STRING NOT NULL,
  quantity       INT NOT NULL,
  unit_price     DECIMAL(10, 2) NOT NULL,
  currency       STRING NOT NULL,
  channel        STRING NOT NULL,
  country        STRING NOT NULL,
  payment_method STRING NOT NULL,
  coupon         STRING,
  gift           BOOLEAN NOT NULL,
  -- Half an hour is the longest that an order is on its way; the rest is room for partitions read at unequal pace.
  WATERMARK FOR order_time AS order_time - INTERVAL '2' HOUR
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'shop-orders-enriched',
  'scan.startup.mode' = 'earliest-offset',
  -- One partition falls silent in the middle of the day; without this it would hold back every window.
  'scan.watermark.idle-timeout' = '30 s',
  'format' = 'avro-confluent',
  'avro-confluent.url' = 'http://schema-registry:8081'
);

-- No idle timeout here: an order must wait for the changelog, however slow it is, or it would take a stale
-- version. The topic has one partition and a heartbeat row, so its watermark never stands still for long. It keeps
-- the same distance as that of the orders: while these are idle it rules alone, and must not run ahead of them.
-- tidewater:allow temporal-join-idle-right: one partition with a heartbeat row, and orders must wait for the changelog
CREATE TABLE products (
  product_id STRING NOT NULL,
  name       STRING,
  category   STRING,
  list_price DECIMAL(10, 2),
  changed_at_ltz TIMESTAMP_LTZ(3) METADATA FROM 'value.source.timestamp' VIRTUAL,
  changed_at AS CAST(changed_at_ltz AS TIMESTAMP(3)),
  WATERMARK FOR changed_at AS changed_at - INTERVAL '2' HOUR,
  PRIMARY KEY (product_id) NOT ENFORCED
) WITH (
  'connector' = 'kafka',
  'topic' = 'products',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'shop-orders-enriched',
  'scan.startup.mode' = 'earliest-offset',
  'scan.parallelism' = '1',
  'format' = 'debezium-json'
);

-- tidewater:allow no-idle-timeout: an order whose payment is only slow must not pass for unpaid
CREATE TABLE payments (
  payment_id STRING NOT NULL,
  order_id   STRING NOT NULL,
  paid_at    TIMESTAMP(3) NOT NULL,
  amount     DECIMAL(12, 2) NOT NULL,
  currency   STRING NOT NULL,
  provider   STRING NOT NULL,
  WATERMARK FOR paid_at AS paid_at - INTERVAL '2' HOUR
) WITH (
  'connector' = 'kafka',
  'topic' = 'payments',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'shop-orders-enriched',
  'scan.startup.mode' = 'earliest-offset',
  'scan.parallelism' = '1',
  'format' = 'json',
  'json.fail-on-missing-field' = 'true',
  'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE TEMPORARY VIEW catalogued_orders AS
SELECT
  o.*,
  p.name AS product_name,
  p.category,
  p.list_price
FROM orders AS o
LEFT JOIN products FOR SYSTEM_TIME AS OF o.order_time AS p
  ON o.product_id = p.product_id;

CREATE TEMPORARY VIEW settled_orders AS
SELECT
  o.*,
  p.payment_id,
  CAST(p.paid_at AS TIMESTAMP(6)) AS paid_at
FROM catalogued_orders AS o
LEFT JOIN payments AS p
  ON p.order_id = o.order_id
  AND p.paid_at BETWEEN o.order_time AND o.order_time + INTERVAL '1' HOUR;

CREATE DATABASE IF NOT EXISTS lake.shop;

CREATE TABLE IF NOT EXISTS lake.shop.orders_enriched (
  order_id       STRING NOT NULL,
  order_time     TIMESTAMP(6) NOT NULL,
  order_day      DATE NOT NULL,
  user_id        STRING NOT NULL,
  product_id     STRING NOT NULL,
  product_name   STRING,
  category       STRING NOT NULL,
  list_price     DECIMAL(10, 2),
  quantity       INT NOT NULL,
  unit_price     DECIMAL(10, 2) NOT NULL,
  amount         DECIMAL(18, 2) NOT NULL,
  currency       STRING NOT NULL,
  channel        STRING NOT NULL,
  country        STRING NOT NULL,
  payment_method STRING NOT NULL,
  coupon         STRING,
  gift           BOOLEAN NOT NULL,
  payment_state  STRING NOT NULL,
  payment_id     STRING,
  paid_at        TIMESTAMP(6)
) PARTITIONED BY (order_day, category) WITH (
  'write.format.default' = 'parquet',
  'write.distribution-mode' = 'hash'
);

INSERT INTO lake.shop.orders_enriched
SELECT
  order_id,
  order_time,
  CAST(order_time AS DATE) AS order_day,
  user_id,
  product_id,
  product_name,
  COALESCE(category, 'unknown') AS category,
  list_price,
  quantity,
  unit_price,
  CAST(quantity * unit_price AS DECIMAL(18, 2)) AS amount,
  currency,
  channel,
  country,
  payment_method,
  coupon,
  gift,
  CASE
    WHEN paid_at IS NULL THEN 'unpaid'
    WHEN paid_at <= order_time + INTERVAL '5' MINUTE THEN 'paid'
    ELSE 'paid_late'
  END AS payment_state,
  payment_id,
  paid_at
FROM (
  -- Copies of an order meet in one window, as they carry the same order_time; the earliest payment wins.
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY window_start, window_end, order_id ORDER BY paid_at, payment_id) AS copy
  FROM TABLE(TUMBLE(TABLE settled_orders, DESCRIPTOR(order_time), INTERVAL '10' MINUTES))
)
WHERE copy = 1;
