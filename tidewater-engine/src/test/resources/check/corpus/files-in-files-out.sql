CREATE TABLE csv_in (
  id INT, name STRING, born DATE, `file.path` STRING NOT NULL METADATA
) WITH (
  'connector' = 'filesystem', 'path' = 'file:///var/data/in', 'format' = 'csv', 'csv.field-delimiter' = ';',
  'source.monitor-interval' = '10 s'
);
CREATE TABLE json_out (
  id INT, name STRING, age_years BIGINT, dt STRING
) PARTITIONED BY (dt) WITH (
  'connector' = 'filesystem', 'path' = 's3://bucket/out', 'format' = 'json',
  'sink.rolling-policy.rollover-interval' = '10 min', 'sink.partition-commit.policy.kind' = 'success-file'
);
INSERT INTO json_out
SELECT id, UPPER(name), TIMESTAMPDIFF(YEAR, born, DATE '2026-01-01'), DATE_FORMAT(CAST(born AS TIMESTAMP(3)), 'yyyy-MM')
FROM csv_in WHERE born IS NOT NULL;
