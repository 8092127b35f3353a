-- Three tables, none of which says where its job begins to read.
CREATE TABLE a (id STRING NOT NULL) WITH ( -- expect: group-offsets-no-reset
  'connector' = 'kafka', 'topic' = 'a', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'abc',
  'format' = 'raw'
);
CREATE TABLE b (id STRING NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'b', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'abc',
  'scan.startup.mode' = 'group-offsets', -- expect: group-offsets-no-reset
  'format' = 'raw'
);
CREATE TABLE c (id STRING NOT NULL) WITH ( -- expect: missing-group-id
  'connector' = 'kafka', 'topic' = 'c', 'properties.bootstrap.servers' = 'kafka:9092', 'format' = 'raw'
);
CREATE TABLE abc (id STRING) WITH ('connector' = 'print');
EXECUTE STATEMENT SET BEGIN
INSERT INTO abc SELECT id FROM a;
INSERT INTO abc SELECT id FROM b;
INSERT INTO abc SELECT id FROM c;
END;
