-- The example of Flink's documentation on temporal joins, with the options that it leaves out.
CREATE TABLE orders (
    order_id    STRING NOT NULL,
    price       DECIMAL(32,2) NOT NULL,
    currency    STRING NOT NULL,
    order_time  TIMESTAMP(3) NOT NULL,
    WATERMARK FOR order_time AS order_time - INTERVAL '15' SECOND
) WITH (
    'connector' = 'kafka',
    'topic' = 'orders',
    'properties.bootstrap.servers' = 'kafka:9092',
    'properties.group.id' = 'converted-orders',
    'scan.startup.mode' = 'earliest-offset',
    'scan.watermark.idle-timeout' = '30 s',
    'format' = 'avro-confluent',
    'avro-confluent.url' = 'http://schema-registry:8081'
);

-- Define a versioned table of currency rates.
CREATE TABLE currency_rates (
    currency STRING NOT NULL,
    conversion_rate DECIMAL(32, 8),
    update_ltz TIMESTAMP_LTZ(3) METADATA FROM 'value.source.timestamp' VIRTUAL,
    update_time AS COALESCE(CAST(update_ltz AS TIMESTAMP(3)), TIMESTAMP '1970-01-01 00:00:00.000'),
    WATERMARK FOR update_time AS update_time - INTERVAL '15' SECOND,
    PRIMARY KEY (currency) NOT ENFORCED
) WITH (
    'connector' = 'kafka',
    'topic' = 'currency_rates',
    'properties.bootstrap.servers' = 'kafka:9092',
    'properties.group.id' = 'converted-orders',
    'scan.startup.mode' = 'earliest-offset',
    'scan.watermark.idle-timeout' = '30 s',
    'format' = 'debezium-json'
);

SET 'table.local-time-zone' = 'UTC';

CREATE DATABASE IF NOT EXISTS lake.finance;
CREATE TABLE IF NOT EXISTS lake.finance.converted_orders (
    order_id STRING NOT NULL,
    order_time TIMESTAMP(6) NOT NULL,
    currency STRING NOT NULL,
    price DECIMAL(32, 2) NOT NULL,
    conversion_rate DECIMAL(32, 8)
);

INSERT INTO lake.finance.converted_orders
SELECT
     orders.order_id,
     orders.order_time,
     orders.currency,
     orders.price,
     currency_rates.conversion_rate
FROM orders
LEFT JOIN currency_rates FOR SYSTEM_TIME AS OF orders.order_time
ON orders.currency = currency_rates.currency;
