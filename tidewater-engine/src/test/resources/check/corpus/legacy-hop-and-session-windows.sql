-- tidewater:allow late-rows-dropped: no record is on its way for more than 5 seconds
CREATE TABLE Sensor (
  id STRING NOT NULL,
  temperature DOUBLE NOT NULL,
  ts TIMESTAMP(3) NOT NULL,
  WATERMARK FOR ts AS ts - INTERVAL '5' SECONDS
) WITH (
  'connector' = 'kafka',
  'topic' = 'sensor',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.group.id' = 'testGroup',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.idle-timeout' = '10s',
  'format' = 'csv'
);

CREATE TABLE Hottest (id STRING, t DOUBLE, until_time TIMESTAMP(3)) WITH ('connector' = 'print');
CREATE TABLE Bursts (id STRING, readings BIGINT, began TIMESTAMP(3)) WITH ('connector' = 'blackhole');

EXECUTE STATEMENT SET
BEGIN
INSERT INTO Hottest
SELECT id, MAX(temperature), HOP_END(ts, INTERVAL '1' MINUTE, INTERVAL '10' MINUTES)
FROM Sensor
GROUP BY id, HOP(ts, INTERVAL '1' MINUTE, INTERVAL '10' MINUTES);
INSERT INTO Bursts
SELECT id, COUNT(*), SESSION_START(ts, INTERVAL '30' SECONDS)
FROM Sensor
GROUP BY SESSION(ts, INTERVAL '30' SECONDS), id;
END;
