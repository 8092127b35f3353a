-- What does the topic hold? Not a pipeline that anybody relies on.
CREATE TABLE peek (v STRING) WITH (
  'connector' = 'kafka', 'topic' = 'anything', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'peek', 'scan.startup.mode' = 'latest-offset', 'format' = 'raw'
);
CREATE TABLE screen (v STRING, n INT) WITH ('connector' = 'print', 'print-identifier' = 'peek');
INSERT INTO screen SELECT v, CHAR_LENGTH(v) FROM peek;
