CREATE TABLE t (id STRING NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 't',
  'scan.startup.mode' = 'latest-offset', 'format' = 'raw');
CREATE DATABASE IF NOT EXISTS lake.a;
CREATE TABLE IF NOT EXISTS lake.a.b (id STRING NOT NULL);
INSERT INTO lake.a.b SELECT id FROM t /*+ OPTIONS('scan.startup.mode'='earliest-offset', 'properties.group.id' = 't-b') */;
