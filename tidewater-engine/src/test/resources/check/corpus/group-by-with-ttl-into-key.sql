SET 'table.exec.state.ttl' = '30 d';
SET 'table.optimizer.agg-phase-strategy' = 'TWO_PHASE';
CREATE TABLE logins (user_id STRING NOT NULL, device STRING NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'logins', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'logins',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE DATABASE IF NOT EXISTS lake.users;
CREATE TABLE IF NOT EXISTS lake.users.logins (
  user_id STRING NOT NULL, logins BIGINT NOT NULL, devices BIGINT NOT NULL, PRIMARY KEY (user_id) NOT ENFORCED
) WITH ('format-version' = '2');
INSERT INTO lake.users.logins
SELECT user_id, COUNT(*), COUNT(DISTINCT device) FROM logins GROUP BY user_id HAVING COUNT(*) > 1;
