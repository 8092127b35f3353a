-- What each user spent within an hour, every fifteen minutes.
--
-- An order that was delivered twice counts once in each of the four hours it belongs to.

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
  'properties.group.id' = 'shop-spend-per-user',
  'scan.startup.mode' = 'earliest-offset',
  -- One partition falls silent in the middle of the day; without this it would hold back every window.
  'scan.watermark.idle-timeout' = '30 s',
  'format' = 'avro-confluent',
  'avro-confluent.url' = 'http://schema-registry:8081'
);

CREATE DATABASE IF NOT EXISTS lake.shop;

CREATE TABLE IF NOT EXISTS lake.shop.spend_per_user (
  window_start TIMESTAMP(6) NOT NULL,
  window_end   TIMESTAMP(6) NOT NULL,
  user_id      STRING NOT NULL,
  currency     STRING NOT NULL,
  orders       BIGINT NOT NULL,
  spent        DECIMAL(18, 2) NOT NULL
);

INSERT INTO lake.shop.spend_per_user
SELECT
  window_start,
  window_end,
  user_id,
  currency,
  COUNT(*) AS orders,
  CAST(SUM(quantity * unit_price) AS DECIMAL(18, 2)) AS spent
FROM (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY window_start, window_end, order_id ORDER BY order_time) AS delivery
  FROM TABLE(HOP(TABLE orders, DESCRIPTOR(order_time), INTERVAL '15' MINUTES, INTERVAL '1' HOUR))
)
WHERE delivery = 1
GROUP BY window_start, window_end, user_id, currency;
