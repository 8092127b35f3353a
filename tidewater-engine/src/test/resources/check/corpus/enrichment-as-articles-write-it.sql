-- "Real-time enrichment in ten minutes": orders, customers, products, joined as in any database.
CREATE TABLE orders (
  order_id    STRING,
  customer_id STRING,
  product_id  STRING,
  quantity    INT,
  order_time  TIMESTAMP(3)
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'flink',
  'scan.startup.mode' = 'latest-offset', -- expect: latest-offset
  'format' = 'json',
  'json.ignore-parse-errors' = 'true' -- expect: json-ignore-parse-errors
);
CREATE TABLE customers (
  customer_id STRING,
  name        STRING,
  PRIMARY KEY (customer_id) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'customers',
  'properties.bootstrap.servers' = 'kafka:9092',
  'key.format' = 'json',
  'value.format' = 'json'
);
CREATE TABLE products (
  product_id STRING,
  price      DECIMAL(10, 2),
  PRIMARY KEY (product_id) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'products',
  'properties.bootstrap.servers' = 'kafka:9092',
  'key.format' = 'json',
  'value.format' = 'json'
);
CREATE DATABASE IF NOT EXISTS lake.shop;
CREATE TABLE IF NOT EXISTS lake.shop.orders_enriched (
  order_id STRING, customer STRING, product_id STRING, total DECIMAL(20, 2), order_time TIMESTAMP(6)
);
INSERT INTO lake.shop.orders_enriched -- expect: updating-into-append-sink
SELECT o.order_id, c.name, o.product_id, o.quantity * p.price, o.order_time
FROM orders o
LEFT JOIN customers c ON o.customer_id = c.customer_id -- expect: regular-join-no-ttl
LEFT JOIN products p ON o.product_id = p.product_id; -- expect: regular-join-no-ttl
