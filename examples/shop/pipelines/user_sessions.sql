-- The visits of each user: runs of orders with no more than half an hour between one and the next.
--
-- Redelivered orders keep their order_time and therefore never lengthen a visit; what is counted is distinct.

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
  'properties.group.id' = 'shop-user-sessions',
  'scan.startup.mode' = 'earliest-offset',
  -- One partition falls silent in the middle of the day; without this it would hold back every window.
  'scan.watermark.idle-timeout' = '30 s',
  'format' = 'avro-confluent',
  'avro-confluent.url' = 'http://schema-registry:8081'
);

CREATE DATABASE IF NOT EXISTS lake.shop;

CREATE TABLE IF NOT EXISTS lake.shop.user_sessions (
  session_start TIMESTAMP(6) NOT NULL,
  session_end   TIMESTAMP(6) NOT NULL,
  user_id       STRING NOT NULL,
  orders        BIGINT NOT NULL,
  products      BIGINT NOT NULL,
  channels      BIGINT NOT NULL,
  biggest_order DECIMAL(18, 2) NOT NULL
);

INSERT INTO lake.shop.user_sessions
SELECT
  window_start AS session_start,
  window_end AS session_end,
  user_id,
  COUNT(DISTINCT order_id) AS orders,
  COUNT(DISTINCT product_id) AS products,
  COUNT(DISTINCT channel) AS channels,
  CAST(MAX(quantity * unit_price) AS DECIMAL(18, 2)) AS biggest_order
FROM TABLE(SESSION(TABLE orders PARTITION BY user_id, DESCRIPTOR(order_time), INTERVAL '30' MINUTES))
GROUP BY window_start, window_end, user_id;
