-- NOT IN over a list, over a column that cannot be null, and NOT EXISTS.
SET 'table.exec.state.ttl' = '1 d';
CREATE TABLE blocked (
  ip STRING NOT NULL, PRIMARY KEY (ip) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka', 'topic' = 'blocked', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'requests', 'key.format' = 'json', 'value.format' = 'json'
);
CREATE TABLE known_bots (
  agent STRING
) WITH (
  'connector' = 'kafka', 'topic' = 'bots', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'requests',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'raw'
);
CREATE TABLE requests (
  request_id STRING NOT NULL, ip STRING NOT NULL, agent STRING, verb STRING, PRIMARY KEY (request_id) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka', 'topic' = 'requests', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'requests', 'key.format' = 'json', 'value.format' = 'json'
);
CREATE TABLE human_requests (
  request_id STRING NOT NULL, ip STRING NOT NULL, agent STRING, PRIMARY KEY (request_id) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka', 'topic' = 'human-requests', 'properties.bootstrap.servers' = 'kafka:9092',
  'key.format' = 'json', 'value.format' = 'json'
);
INSERT INTO human_requests
SELECT r.request_id, r.ip, r.agent
FROM requests AS r
WHERE r.verb NOT IN ('HEAD', 'OPTIONS')
  AND r.ip NOT IN (SELECT ip FROM blocked)
  AND NOT EXISTS (SELECT 1 FROM known_bots AS b WHERE b.agent = r.agent);
