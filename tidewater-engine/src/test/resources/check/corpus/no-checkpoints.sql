RESET 'execution.checkpointing.interval';
CREATE TABLE t (id STRING NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 't',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'raw'
);
CREATE TABLE screen (id STRING) WITH ('connector' = 'print');
CREATE DATABASE IF NOT EXISTS lake.a;
CREATE TABLE IF NOT EXISTS lake.a.b (id STRING NOT NULL);
EXECUTE STATEMENT SET BEGIN
INSERT INTO screen SELECT id FROM t;
INSERT INTO lake.a.b SELECT id FROM t; -- expect: checkpointing-off
END;
