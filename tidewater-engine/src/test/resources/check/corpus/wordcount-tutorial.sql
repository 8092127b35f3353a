-- The first query of many tutorials, with the lake as its end.
CREATE TABLE source_table ( word STRING ) WITH (
  'connector' = 'kafka', 'topic' = 'words', 'properties.bootstrap.servers' = 'localhost:9092',
  'properties.group.id' = 'testGroup',
  'scan.startup.mode' = 'latest-offset', -- expect: latest-offset
  'format' = 'raw'
);
CREATE DATABASE IF NOT EXISTS lake.tutorial;
CREATE TABLE IF NOT EXISTS lake.tutorial.word_count (word STRING, cnt BIGINT NOT NULL);
INSERT INTO lake.tutorial.word_count -- expect: updating-into-append-sink
SELECT word, COUNT(*)
FROM source_table
GROUP BY word; -- expect: group-agg-no-ttl
