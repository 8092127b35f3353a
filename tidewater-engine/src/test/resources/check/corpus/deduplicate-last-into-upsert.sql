SET 'table.exec.state.ttl' = '2 d';
CREATE TABLE positions (
  vehicle STRING NOT NULL, lat DOUBLE, lon DOUBLE, `at` TIMESTAMP(3) NOT NULL,
  WATERMARK FOR `at` AS `at` - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka', 'topic' = 'positions', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'last-position', 'scan.startup.mode' = 'earliest-offset',
  'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE TABLE last_positions (
  vehicle STRING NOT NULL, lat DOUBLE, lon DOUBLE, PRIMARY KEY (vehicle) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka', 'topic' = 'last-positions', 'properties.bootstrap.servers' = 'kafka:9092',
  'key.format' = 'json', 'value.format' = 'json'
);
INSERT INTO last_positions
SELECT vehicle, lat, lon FROM (
  SELECT vehicle, lat, lon, ROW_NUMBER() OVER (PARTITION BY vehicle ORDER BY `at` DESC) AS newest FROM positions
) WHERE newest = 1;
