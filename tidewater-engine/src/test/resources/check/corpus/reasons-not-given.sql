CREATE TABLE t (id STRING NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 't',
  -- tidewater:allow latest-offset -- expect: allow
  'scan.startup.mode' = 'latest-offset', -- expect: latest-offset
  'format' = 'raw'
);
CREATE DATABASE IF NOT EXISTS lake.a;
CREATE TABLE IF NOT EXISTS lake.a.b (id STRING NOT NULL);
-- tidewater:allow lates-offset: misspelt -- expect: allow
INSERT INTO lake.a.b SELECT id FROM t;
