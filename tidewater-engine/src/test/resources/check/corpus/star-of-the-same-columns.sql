CREATE TABLE a (id BIGINT NOT NULL, name STRING NOT NULL, added AS PROCTIME()) WITH (
  'connector' = 'kafka', 'topic' = 'a', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'copy',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TEMPORARY VIEW named AS SELECT id, name FROM a WHERE name <> '';
CREATE DATABASE IF NOT EXISTS lake.copy;
CREATE TABLE IF NOT EXISTS lake.copy.a (id BIGINT NOT NULL, name STRING NOT NULL);
INSERT INTO lake.copy.a SELECT * FROM named;
