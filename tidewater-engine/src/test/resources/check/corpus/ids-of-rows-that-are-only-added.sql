SET 'table.exec.sink.not-null-enforcer' = 'DROP';
CREATE TABLE raw_events (body STRING NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'raw', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'raw',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'raw');
CREATE DATABASE IF NOT EXISTS lake.bronze;
CREATE TABLE IF NOT EXISTS lake.bronze.events (event_id STRING NOT NULL, loaded_at TIMESTAMP_LTZ(6) NOT NULL, body STRING NOT NULL);
INSERT INTO lake.bronze.events
SELECT UUID(), CURRENT_TIMESTAMP, body FROM raw_events;
