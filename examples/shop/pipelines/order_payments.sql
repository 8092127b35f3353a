-- Orders with the payment that followed within five minutes, one row per order.
--
-- Orders and payments may both be delivered twice, and some customers pay twice: the first payment counts.

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
  'properties.group.id' = 'shop-order-payments',
  'scan.startup.mode' = 'earliest-offset',
  -- One partition falls silent in the middle of the day; without this it would hold back every window.
  'scan.watermark.idle-timeout' = '30 s',
  'format' = 'avro-confluent',
  'avro-confluent.url' = 'http://schema-registry:8081'
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
  'properties.group.id' = 'shop-order-payments',
  'scan.startup.mode' = 'earliest-offset',
  'scan.parallelism' = '1',
  'format' = 'json',
  'json.fail-on-missing-field' = 'true',
  'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE TEMPORARY VIEW paid_orders AS
SELECT
  o.order_id,
  o.order_time,
  o.user_id,
  CAST(o.quantity * o.unit_price AS DECIMAL(18, 2)) AS order_amount,
  p.payment_id,
  CAST(p.paid_at AS TIMESTAMP(6)) AS paid_at,
  p.amount AS paid_amount,
  p.currency,
  p.provider
FROM orders AS o
JOIN payments AS p
  ON p.order_id = o.order_id
  AND p.paid_at BETWEEN o.order_time AND o.order_time + INTERVAL '5' MINUTE;

CREATE DATABASE IF NOT EXISTS lake.shop;

CREATE TABLE IF NOT EXISTS lake.shop.order_payments (
  order_id     STRING NOT NULL,
  order_time   TIMESTAMP(6) NOT NULL,
  user_id      STRING NOT NULL,
  order_amount DECIMAL(18, 2) NOT NULL,
  payment_id   STRING NOT NULL,
  paid_at      TIMESTAMP(6) NOT NULL,
  paid_amount  DECIMAL(12, 2) NOT NULL,
  currency     STRING NOT NULL,
  provider     STRING NOT NULL
);

INSERT INTO lake.shop.order_payments
SELECT order_id, order_time, user_id, order_amount, payment_id, paid_at, paid_amount, currency, provider
FROM (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY window_start, window_end, order_id ORDER BY paid_at, payment_id) AS attempt
  FROM TABLE(TUMBLE(TABLE paid_orders, DESCRIPTOR(order_time), INTERVAL '10' MINUTES))
)
WHERE attempt = 1;
