CREATE TABLE people (first_name STRING NOT NULL, last_name STRING NOT NULL, born INT NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'people', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'p',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE DATABASE IF NOT EXISTS lake.hr;
CREATE TABLE IF NOT EXISTS lake.hr.people (last_name STRING NOT NULL, first_name STRING NOT NULL, born INT NOT NULL);
INSERT INTO lake.hr.people
SELECT * FROM people; -- expect: select-star-insert
