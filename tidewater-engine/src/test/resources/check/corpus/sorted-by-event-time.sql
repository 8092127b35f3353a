CREATE TABLE ev (id STRING NOT NULL, ts TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL, WATERMARK FOR ts AS ts - INTERVAL '3' SECOND) WITH (
  'connector' = 'kafka', 'topic' = 'ev', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'sorted',
  'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '5 s', 'format' = 'raw');
CREATE TABLE out_ev (id STRING NOT NULL, ts TIMESTAMP_LTZ(3)) WITH (
  'connector' = 'kafka', 'topic' = 'ev-sorted', 'properties.bootstrap.servers' = 'kafka:9092', 'format' = 'json',
  'sink.delivery-guarantee' = 'exactly-once', 'sink.transactional-id-prefix' = 'ev-sorted', 'properties.transaction.timeout.ms' = '900000');
INSERT INTO out_ev SELECT id, ts FROM ev ORDER BY ts;
