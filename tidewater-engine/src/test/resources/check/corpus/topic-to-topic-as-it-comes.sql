CREATE TABLE input (id STRING NOT NULL, v INT) WITH (
  'connector' = 'kafka', 'topic' = 'input', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'copy',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json',
  'json.ignore-parse-errors' = 'true' -- expect: json-ignore-parse-errors
);
CREATE TABLE output (id STRING NOT NULL, v INT) WITH (
  'connector' = 'kafka', 'topic' = 'output', 'properties.bootstrap.servers' = 'kafka:9092', 'format' = 'json'
);
INSERT INTO output -- expect: kafka-sink-at-least-once
SELECT * FROM input;
