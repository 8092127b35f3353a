CREATE TABLE orders_in (
  order_id STRING NOT NULL,
  net      DECIMAL(10, 2) NOT NULL,
  country  STRING NOT NULL
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'gross',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'group-offsets',
  'properties.auto.offset.reset' = 'earliest',
  'format' = 'json',
  'json.fail-on-missing-field' = 'true'
);
CREATE TABLE orders_out (
  order_id STRING NOT NULL,
  gross    DECIMAL(12, 2) NOT NULL
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders-gross',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.transaction.timeout.ms' = '600000',
  'sink.delivery-guarantee' = 'exactly-once',
  'sink.transactional-id-prefix' = 'orders-gross',
  'key.format' = 'json',
  'key.fields' = 'order_id',
  'value.format' = 'json'
);
INSERT INTO orders_out
SELECT order_id, CAST(net * CASE country WHEN 'DE' THEN 1.19 WHEN 'FR' THEN 1.20 ELSE 1.00 END AS DECIMAL(12, 2))
FROM orders_in;
