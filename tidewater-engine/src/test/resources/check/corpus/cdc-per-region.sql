CREATE TABLE customers (
  id BIGINT NOT NULL, region STRING NOT NULL, PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'kafka', 'topic' = 'pg.public.customers', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'regions',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'debezium-json'
);
CREATE TABLE per_region (
  region STRING NOT NULL, customers BIGINT NOT NULL, PRIMARY KEY (region) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka', 'topic' = 'per-region', 'properties.bootstrap.servers' = 'kafka:9092',
  'key.format' = 'raw', 'value.format' = 'json'
);
INSERT INTO per_region
SELECT region, COUNT(*) FROM customers GROUP BY region;
