CREATE TABLE src (id BIGINT NOT NULL, region STRING) WITH (
  'connector' = 'kafka', 'topic' = 'src', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'src',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'csv');
CREATE DATABASE IF NOT EXISTS lake.o;
CREATE TABLE IF NOT EXISTS lake.o.t (id BIGINT NOT NULL, region STRING) PARTITIONED BY (region);
INSERT INTO lake.o.t SELECT id, region FROM src; -- expect: iceberg-nullable-partition
