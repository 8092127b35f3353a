CREATE TABLE t (
  id STRING NOT NULL
) WITH (
  'connector' = 'kafka',
  'topic' = 't',
  'properties.bootstrap.servers' = 'old-kafka:9092',
  'properties.group.id' = 't',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json',
  'json.fail-on-missing-field' = 'true',
  'properties.bootstrap.servers' = 'new-kafka:9092' -- expect: duplicate-option-key
);
CREATE TABLE n (id STRING) WITH ('connector' = 'print');
INSERT INTO n SELECT id FROM t;
