CREATE TABLE ev (
  id  STRING NOT NULL,
  txt STRING,
  ts AS TO_TIMESTAMP(txt),
  WATERMARK FOR ts AS ts -- expect: nullable-rowtime, watermark-zero-delay, late-rows-dropped
) WITH ( -- expect: no-idle-timeout
  'connector' = 'kafka', 'topic' = 'ev', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'x',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE DATABASE IF NOT EXISTS lake.a;
CREATE TABLE IF NOT EXISTS lake.a.b (window_start TIMESTAMP(6) NOT NULL, n BIGINT NOT NULL);
INSERT INTO lake.a.b
SELECT window_start, COUNT(*) FROM TABLE(TUMBLE(TABLE ev, DESCRIPTOR(ts), INTERVAL '1' HOUR)) GROUP BY window_start, window_end;
