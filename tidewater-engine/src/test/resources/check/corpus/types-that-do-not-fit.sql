CREATE TABLE src (id BIGINT NOT NULL, name STRING, price STRING, ts TIMESTAMP(3)) WITH (
  'connector' = 'kafka', 'topic' = 'src', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'src',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'csv');
CREATE DATABASE IF NOT EXISTS lake.x;
CREATE TABLE IF NOT EXISTS lake.x.y (id BIGINT NOT NULL, price DECIMAL(10, 2), ts TIMESTAMP(6));
CREATE TABLE IF NOT EXISTS lake.x.z (id BIGINT NOT NULL, name STRING);
EXECUTE STATEMENT SET
BEGIN
INSERT INTO lake.x.y -- expect: sql-type
SELECT id, price, ts FROM src;
INSERT INTO lake.x.z -- expect: sql-type
SELECT id, name, ts FROM src;
INSERT INTO lake.x.z SELECT id, name FROM src;
END;
