-- Orders and revenue of every hour and country.

-- Catalog lake holds the Iceberg tables.
CREATE DATABASE IF NOT EXISTS lake.sales;

CREATE TABLE IF NOT EXISTS lake.sales.revenue_per_hour (
  window_start TIMESTAMP(6) NOT NULL,
  country      STRING NOT NULL,
  orders       BIGINT NOT NULL,
  revenue      DECIMAL(12, 2) NOT NULL
);

-- Catalog kafka holds the topics. Each is a table without any DDL: the registry knows the columns of its records, and
-- `$rowtime` is their time. An hour is counted when an order comes that is later than its end; an order that comes
-- after that is kept in lake.late.orders, and a record that cannot be decoded in lake.dead.orders.
INSERT INTO lake.sales.revenue_per_hour
SELECT
  window_start,
  country,
  COUNT(*) AS orders,
  CAST(SUM(amount) AS DECIMAL(12, 2)) AS revenue
FROM TABLE(TUMBLE(TABLE kafka.topics.orders, DESCRIPTOR(`$rowtime`), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, country;
