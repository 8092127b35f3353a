-- What a user did on the page, and what the advert showed: either may come first, at most a day apart.
SET 'table.exec.state.ttl' = '26 h';
CREATE TABLE shown (request_id STRING NOT NULL, advert STRING NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'shown', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'ads',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE clicked (request_id STRING NOT NULL, x INT, y INT) WITH (
  'connector' = 'kafka', 'topic' = 'clicked', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'ads',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE DATABASE IF NOT EXISTS lake.ads;
CREATE TABLE IF NOT EXISTS lake.ads.clicks (request_id STRING NOT NULL, advert STRING NOT NULL, x INT, y INT);
INSERT INTO lake.ads.clicks
SELECT s.request_id, s.advert, c.x, c.y
FROM shown AS s
JOIN clicked AS c ON s.request_id = c.request_id;
