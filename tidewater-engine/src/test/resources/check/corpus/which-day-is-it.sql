CREATE TABLE src (id BIGINT NOT NULL, ms BIGINT NOT NULL, created_s BIGINT NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'src', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'src',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'csv');
CREATE DATABASE IF NOT EXISTS lake.o;
CREATE TABLE IF NOT EXISTS lake.o.t (id BIGINT NOT NULL, d DATE, t TIMESTAMP_LTZ(6));
INSERT INTO lake.o.t -- expect: time-zone-implicit
SELECT id,
  CAST(TO_TIMESTAMP_LTZ(ms, 3) AS DATE),
  TO_TIMESTAMP_LTZ(created_s, 3) -- expect: epoch-unit
FROM src;
