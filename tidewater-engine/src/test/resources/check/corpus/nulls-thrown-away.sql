SET 'table.exec.sink.not-null-enforcer' = 'DROP';
CREATE TABLE src (id BIGINT, name STRING) WITH (
  'connector' = 'kafka', 'topic' = 'src', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 's',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'csv');
CREATE DATABASE IF NOT EXISTS lake.a;
CREATE TABLE IF NOT EXISTS lake.a.b (id BIGINT NOT NULL, name STRING NOT NULL);
INSERT INTO lake.a.b SELECT id, name FROM src; -- expect: sink-nullability-drop
