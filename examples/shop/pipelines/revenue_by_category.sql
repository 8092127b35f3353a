-- Revenue per product category and currency, every ten minutes.
--
-- Each order takes the category its product had when the order was placed. An order that was delivered
-- twice counts once: the copies carry the same order_time, so they meet in the same window.

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
  'properties.group.id' = 'shop-revenue-by-category',
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
  'properties.group.id' = 'shop-revenue-by-category',
  'scan.startup.mode' = 'earliest-offset',
  'scan.parallelism' = '1',
  'format' = 'debezium-json'
);

CREATE TEMPORARY VIEW priced_orders AS
SELECT
  o.order_id,
  o.order_time,
  COALESCE(p.category, 'unknown') AS category,
  o.currency,
  o.quantity,
  o.quantity * o.unit_price AS amount
FROM orders AS o
LEFT JOIN products FOR SYSTEM_TIME AS OF o.order_time AS p
  ON o.product_id = p.product_id;

CREATE DATABASE IF NOT EXISTS lake.shop;

CREATE TABLE IF NOT EXISTS lake.shop.revenue_by_category (
  window_start TIMESTAMP(6) NOT NULL,
  window_end   TIMESTAMP(6) NOT NULL,
  category     STRING NOT NULL,
  currency     STRING NOT NULL,
  orders       BIGINT NOT NULL,
  items        BIGINT NOT NULL,
  revenue      DECIMAL(18, 2) NOT NULL
);

INSERT INTO lake.shop.revenue_by_category
SELECT
  window_start,
  window_end,
  category,
  currency,
  COUNT(*) AS orders,
  SUM(CAST(quantity AS BIGINT)) AS items,
  CAST(SUM(amount) AS DECIMAL(18, 2)) AS revenue
FROM (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY window_start, window_end, order_id ORDER BY order_time) AS delivery
  FROM TABLE(TUMBLE(TABLE priced_orders, DESCRIPTOR(order_time), INTERVAL '10' MINUTES))
)
WHERE delivery = 1
GROUP BY window_start, window_end, category, currency;
