CREATE TABLE customers (
  id BIGINT NOT NULL, name STRING, PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'kafka', 'topic' = 'pg.public.customers', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'c',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'debezium-json'
);
CREATE DATABASE IF NOT EXISTS lake.crm;
CREATE TABLE IF NOT EXISTS lake.crm.customers (row_id STRING NOT NULL, id BIGINT NOT NULL, name STRING);
INSERT INTO lake.crm.customers -- expect: updating-into-append-sink
SELECT UUID(), id, name FROM customers; -- expect: nondeterministic-update
