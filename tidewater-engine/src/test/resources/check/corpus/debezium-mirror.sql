-- The customers of the shop's PostgreSQL as they are now, with deletes.
CREATE TABLE customers_cdc (
  id         BIGINT NOT NULL,
  region     STRING NOT NULL,
  name       STRING,
  created_at TIMESTAMP(3),
  PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'kafka',
  'topic' = 'pg.public.customers',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'customers-mirror',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'debezium-avro-confluent',
  'debezium-avro-confluent.url' = 'http://schema-registry:8081'
);
CREATE DATABASE IF NOT EXISTS lake.mirror;
CREATE TABLE IF NOT EXISTS lake.mirror.customers (
  id         BIGINT NOT NULL,
  region     STRING NOT NULL,
  name       STRING,
  created_at TIMESTAMP(6),
  PRIMARY KEY (region, id) NOT ENFORCED
) PARTITIONED BY (region) WITH (
  'format-version' = '2',
  'write.upsert.enabled' = 'true',
  'write.parquet.compression-codec' = 'zstd',
  'write.target-file-size-bytes' = '134217728'
);
INSERT INTO lake.mirror.customers SELECT id, region, name, created_at FROM customers_cdc;
