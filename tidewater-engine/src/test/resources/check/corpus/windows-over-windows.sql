-- tidewater:allow late-rows-dropped: no record is on its way for more than 5 minutes
CREATE TABLE readings (
  meter STRING NOT NULL, kwh DECIMAL(9, 3) NOT NULL, read_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR read_at AS read_at - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'readings', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'readings', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '2 min',
  'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE VIEW per_quarter AS
SELECT window_start AS s, window_end AS e, window_time AS rowtime, meter, SUM(kwh) AS kwh
FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(read_at), INTERVAL '15' MINUTES))
GROUP BY window_start, window_end, window_time, meter;
CREATE DATABASE IF NOT EXISTS lake.grid;
CREATE TABLE IF NOT EXISTS lake.grid.per_quarter (s TIMESTAMP(6) NOT NULL, meter STRING NOT NULL, kwh DECIMAL(38, 3));
CREATE TABLE IF NOT EXISTS lake.grid.peak_per_day (d TIMESTAMP(6) NOT NULL, meter STRING, peak DECIMAL(38, 3));
BEGIN STATEMENT SET;
INSERT INTO lake.grid.per_quarter SELECT s, meter, kwh FROM per_quarter;
INSERT INTO lake.grid.peak_per_day
SELECT window_start, meter, MAX(kwh)
FROM TABLE(TUMBLE(TABLE per_quarter, DESCRIPTOR(rowtime), INTERVAL '1' DAY))
GROUP BY window_start, window_end, GROUPING SETS ((meter), ());
END;
