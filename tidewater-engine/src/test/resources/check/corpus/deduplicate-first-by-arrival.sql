-- The classic: at-least-once producers send an event twice, the first one counts.
SET 'table.exec.state.ttl' = '7 d';

CREATE TABLE raw_events (
  event_id  STRING NOT NULL,
  user_id   STRING NOT NULL,
  payload   STRING,
  arrived AS PROCTIME()
) WITH (
  'connector' = 'kafka',
  'topic' = 'raw-events',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'dedup',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json',
  'json.fail-on-missing-field' = 'true'
);

CREATE DATABASE IF NOT EXISTS lake.events;
CREATE TABLE IF NOT EXISTS lake.events.once (event_id STRING NOT NULL, user_id STRING NOT NULL, payload STRING);

INSERT INTO lake.events.once
SELECT event_id, user_id, payload
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY event_id ORDER BY arrived ASC) AS row_num
  FROM raw_events
)
WHERE row_num = 1;
