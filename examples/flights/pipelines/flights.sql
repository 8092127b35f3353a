-- Every flight with the airport it left from, and the delays of each hour and state.
--
-- Both feeds are files. What tells the pipeline that a file is complete is a last record with nothing but a date
-- (data/closing.json): "this feed is complete up to here". Each topic has one partition and one reader, so the
-- record comes last.

SET 'table.local-time-zone' = 'UTC';

-- tidewater:allow no-idle-timeout: the topic has one partition, whose last record closes it
-- tidewater:allow late-rows-dropped: the file is in the order of time, and the topic has one partition
-- tidewater:allow nullable-rowtime: each line of the file has a date
CREATE TABLE flights (
  `date`      STRING,
  delay       INT,
  distance    INT,
  origin      STRING,
  destination STRING,
  flight_time AS TO_TIMESTAMP(`date`, 'yyyy/MM/dd HH:mm'),
  WATERMARK FOR flight_time AS flight_time - INTERVAL '1' HOUR
) WITH (
  'connector' = 'kafka',
  'topic' = 'flights',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'flights',
  'scan.startup.mode' = 'earliest-offset',
  'scan.parallelism' = '1',
  'scan.watermark.emit.strategy' = 'on-event',
  'format' = 'json'
);

-- Airports have no time of their own: each counts since the epoch. Their watermark therefore stands there, and every
-- flight waits, until the closing record says that all airports are read. No idle timeout here: it would let flights
-- through while an airport is still on its way.
-- tidewater:allow temporal-join-idle-right: the closing record moves its watermark
CREATE TABLE airports (
  iata      STRING,
  name      STRING,
  city      STRING,
  state     STRING,
  country   STRING,
  latitude  DOUBLE,
  longitude DOUBLE,
  `date`    STRING,
  known_since AS COALESCE(TO_TIMESTAMP(`date`, 'yyyy/MM/dd HH:mm'), TIMESTAMP '1970-01-01 00:00:00'),
  WATERMARK FOR known_since AS known_since - INTERVAL '0.001' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'airports',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'flights',
  'scan.startup.mode' = 'earliest-offset',
  'scan.parallelism' = '1',
  'scan.watermark.emit.strategy' = 'on-event',
  'format' = 'json'
);

-- The last row of each airport, so that sending the file again changes nothing. It can be joined as of any moment.
CREATE TEMPORARY VIEW known_airports AS
SELECT iata, name, city, state, latitude, longitude, known_since
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY iata ORDER BY known_since DESC) AS newest
  FROM airports
)
WHERE newest = 1;

CREATE TEMPORARY VIEW departures AS
SELECT
  f.flight_time,
  f.origin,
  f.destination,
  f.delay,
  f.distance,
  a.name AS origin_name,
  a.city AS origin_city,
  a.state AS origin_state,
  a.latitude AS origin_latitude,
  a.longitude AS origin_longitude
FROM flights AS f
LEFT JOIN known_airports FOR SYSTEM_TIME AS OF f.flight_time AS a
  ON f.origin = a.iata;

CREATE DATABASE IF NOT EXISTS lake.flights;

CREATE TABLE IF NOT EXISTS lake.flights.delays_by_state_hour (
  window_start TIMESTAMP(6) NOT NULL,
  window_end   TIMESTAMP(6) NOT NULL,
  state        STRING NOT NULL,
  flights      BIGINT NOT NULL,
  delayed    BIGINT NOT NULL,
  total_delay  BIGINT NOT NULL,
  avg_delay    DECIMAL(10, 2) NOT NULL
);

CREATE TABLE IF NOT EXISTS lake.flights.enriched (
  flight_time      TIMESTAMP(6) NOT NULL,
  origin           STRING NOT NULL,
  destination      STRING NOT NULL,
  delay            INT NOT NULL,
  distance         INT NOT NULL,
  origin_name      STRING,
  origin_city      STRING,
  origin_state     STRING,
  origin_latitude  DOUBLE,
  origin_longitude DOUBLE
);

EXECUTE STATEMENT SET BEGIN

-- A flight counts as delayed from fifteen minutes on.
INSERT INTO lake.flights.delays_by_state_hour
SELECT
  window_start,
  window_end,
  COALESCE(origin_state, 'unknown') AS state,
  COUNT(*) AS flights,
  COUNT(*) FILTER (WHERE delay >= 15) AS delayed,
  SUM(CAST(delay AS BIGINT)) AS total_delay,
  CAST(CAST(SUM(CAST(delay AS BIGINT)) AS DECIMAL(18, 6)) / COUNT(*) AS DECIMAL(10, 2)) AS avg_delay
FROM TABLE(TUMBLE(TABLE departures, DESCRIPTOR(flight_time), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, COALESCE(origin_state, 'unknown');

INSERT INTO lake.flights.enriched
SELECT
  flight_time,
  origin,
  destination,
  delay,
  distance,
  origin_name,
  origin_city,
  origin_state,
  origin_latitude,
  origin_longitude
FROM departures;

END;
