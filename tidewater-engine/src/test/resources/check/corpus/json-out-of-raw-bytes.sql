CREATE TABLE raw_log (
  line STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'log',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'log',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'raw'
);
CREATE TEMPORARY VIEW parsed AS
SELECT
  JSON_VALUE(line, '$.level' DEFAULT 'none' ON EMPTY DEFAULT 'broken' ON ERROR) AS level,
  JSON_VALUE(line, '$.status' RETURNING INT) AS status,
  JSON_QUERY(line, '$.headers') AS headers,
  TRY_CAST(JSON_VALUE(line, '$.took') AS DOUBLE) AS took,
  line
FROM raw_log
WHERE line IS JSON OBJECT OR line LIKE '{%';
CREATE DATABASE IF NOT EXISTS lake.ops;
CREATE TABLE IF NOT EXISTS lake.ops.log (level STRING, status INT, headers STRING, took DOUBLE);
CREATE TABLE IF NOT EXISTS lake.ops.log_broken (line STRING);
EXECUTE STATEMENT SET BEGIN
  INSERT INTO lake.ops.log SELECT level, status, headers, took FROM parsed WHERE level <> 'broken';
  INSERT INTO lake.ops.log_broken SELECT line FROM parsed WHERE level = 'broken';
END;
